"""The real pages, and one that does nothing, to tell what the middleware alone costs."""

from django.http import HttpResponse
from django.urls import path

from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.urls import urlpatterns as pages


@allow(*EVERYBODY)
def bare(request):
    return HttpResponse("ok")


urlpatterns = [path("kosong/", bare, name="kosong"), *pages]
