"""The project's addresses: machines and the admin first, then what people see."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.addonkit.sitemap import sitemap
from cms.connectors import metrics_view
from cms.ui import catalogue, display

urlpatterns = [
    path("_addons/", include("cms.addonkit.urls")),
    path("sitemap.xml", sitemap, name="addonkit_sitemap"),
    path("_display/", display.choose, name="ui_display"),
    path("_ui/", catalogue.show, name="ui_catalogue"),
    path("metrics", metrics_view.show, name="ratusz_metrics"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.DEMO:
    # In production the web server hands out uploaded pictures.
    urlpatterns += [
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    ]

# Polish has no prefix; whoever types one arrives all the same.
urlpatterns += [path("pl/", RedirectView.as_view(url="/", permanent=True))]

urlpatterns += i18n_patterns(
    path("", include("cms.residents.urls")),
    path("", include("cms.staff.urls")),
    path("", include("cms.files.urls")),
    path("", include("cms.notices.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
