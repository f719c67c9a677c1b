from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kerjasama.accounts"
    label = "accounts"
