"""The sample add-on's blocks."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from wagtail import blocks

from cms.addonkit import AddonBlock, Assurance, Fragment, subpage
from cms.addonkit.routes import PublicSubPage


class PublicBlock(AddonBlock):
    block_name = "public"
    translatable = ("text",)
    text = blocks.CharBlock(required=False)
    code = blocks.CharBlock(required=False)
    subpages = (
        subpage(
            "detail",
            {"pl": "szczegol/<slug:item>/", "en": "detail/<slug:item>/"},
            sample={"item": "sample"},
            title="One item",
            former={"pl": ("pozycja/<slug:item>/",)},
        ),
        subpage(
            "members", {"pl": "dla-zalogowanych/", "en": "members/"}, assurance=Assurance.ACCOUNT
        ),
    )

    def index(self, context):
        return Fragment("sample/text.html", {"text": context.value["text"] or "public"})

    def public_subpages(self, value, site):
        return [PublicSubPage("detail", {"item": "lipa"}, title="Lipa", text="drzewo")]

    def detail(self, context, item):
        if item == "missing":
            raise Http404
        return Fragment("sample/text.html", {"text": f"detail {item}"}, title=f"Item {item}")

    def members(self, context):
        return Fragment("sample/text.html", {"text": "members only"})

    class Meta:
        icon = "tag"
        label = "Public sample"
        description = "The same for everybody."


class FormBlock(AddonBlock):
    block_name = "form"
    has_form = True
    subpages = (subpage("send", {"pl": "wyslij/"}, methods=("POST",)),)

    def index(self, context):
        return Fragment("sample/text.html", {"text": "a form"})

    def send(self, context):
        return HttpResponseRedirect(context.url())

    class Meta:
        icon = "form"
        label = "Form sample"
        description = "A form for anybody."


class AccountBlock(AddonBlock):
    block_name = "account"
    assurance = Assurance.ACCOUNT

    def index(self, context):
        return Fragment("sample/text.html", {"text": "for accounts"})

    class Meta:
        icon = "user"
        label = "Account sample"
        description = "For people with an account."


class NoteBlock(AddonBlock):
    block_name = "note"
    assurance = Assurance.ACCOUNT
    has_form = True
    subpages = (subpage("save", {"pl": "zapisz/"}, methods=("POST",)),)

    def index(self, context):
        return Fragment("sample/note.html", {"note": (context.resumed or {}).get("note", "")})

    def save(self, context):
        return HttpResponseRedirect(context.url())

    class Meta:
        icon = "edit"
        label = "Note sample"
        description = "A form for people with an account."


class VerifiedBlock(AddonBlock):
    block_name = "verified"
    assurance = Assurance.VERIFIED

    def index(self, context):
        return Fragment("sample/text.html", {"text": "for verified residents"})

    class Meta:
        icon = "lock"
        label = "Verified sample"
        description = "For confirmed residents."


class BrokenBlock(AddonBlock):
    block_name = "broken"

    def index(self, context):
        message = "secret detail"
        raise RuntimeError(message)

    class Meta:
        icon = "warning"
        label = "Broken sample"
        description = "Raises in its view."


class BrokenTemplateBlock(AddonBlock):
    block_name = "broken_template"

    def index(self, context):
        return Fragment("sample/nowhere.html")

    class Meta:
        icon = "warning"
        label = "Broken template sample"
        description = "Raises while rendering."


class FileBlock(AddonBlock):
    block_name = "file"
    subpages = (subpage("download", {"pl": "plik/"}),)

    def index(self, context):
        return None

    def download(self, context):
        return HttpResponse(b"%PDF-1.7", content_type="application/pdf")

    class Meta:
        icon = "download"
        label = "File sample"
        description = "Answers with a file."
