"""A form with files and a page with links, beside the project's own addresses."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from cms.addonkit.people import subject_of
from cms.files import services
from cms.files.fields import PrivateFileField, PrivateFilesFormMixin
from cms.files.links import link_to
from cms.files.models import PrivateFile
from cms.urls import urlpatterns as project

TEMPLATE = """{% load ui %}{% error_summary form %}
<form method="post" enctype="multipart/form-data">{% csrf_token %}{{ form }}</form>"""


class ReportForm(PrivateFilesFormMixin, forms.Form):
    """One typed field and one of files."""

    words = forms.CharField(label="Opis")
    files = PrivateFileField(purpose="tests.any", label="Pliki", required=False)


class PhotoForm(ReportForm):
    """A file must come."""

    files = PrivateFileField(purpose="tests.photo", label="Zdjęcie", most=1)


def report(request, form_class=ReportForm):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*sent, request=request)
    if form.is_valid():
        with transaction.atomic():
            services.adopt(form.cleaned_data["files"], owner_user_id=subject_of(request).user_id)
        return HttpResponse("sent")
    return HttpResponse(engines["django"].from_string(TEMPLATE).render({"form": form}, request))


def photo(request):
    return report(request, PhotoForm)


def link(request, pk):
    return HttpResponse(link_to(PrivateFile.objects.get(pk=pk), request))


urlpatterns = [
    path("tests/report/", report),
    path("tests/photo/", photo),
    path("tests/link/<int:pk>/", link),
    *project,
]
