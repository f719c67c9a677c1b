"""Which accounts are one person's, read once for many people: `User.accounts` of all of them."""

from collections import defaultdict

from .models import User


class SamePeople:
    """The accounts that were merged, in one query."""

    def __init__(self) -> None:
        rows = User.objects.exclude(merged_into=None).values_list("pk", "merged_into")
        self._into: dict[int, int | None] = dict(rows)
        self._accounts: dict[int, set[int]] = defaultdict(set)
        for account in {*self._into, *filter(None, self._into.values())}:
            self._accounts[self.present_account_of(account)].add(account)

    def present_account_of(self, account: int) -> int:
        """The account into which this one went in the end; itself where it went into none."""
        passed = {account}
        while (into := self._into.get(account)) and into not in passed:
            account = into
            passed.add(account)
        return account

    def accounts_of(self, account: int) -> frozenset[int]:
        """All accounts of the person who has this one."""
        found = self._accounts.get(self.present_account_of(account), set())
        return frozenset({account, *found})
