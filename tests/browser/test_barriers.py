"""The look at barriers finds an illegible text, whatever it has measured before."""


def barriers_after(visitor, change: str) -> list[str]:
    """What is found on the sign-in page after this change of its first heading."""
    visitor.go("account_login")
    visitor.page.evaluate(f"const it = document.querySelector('h1'); {change}")
    visitor.inspect()
    found = [complaint for complaint in visitor.complaints if "color-contrast" in complaint]
    visitor.complaints.clear()
    return found


def test_an_illegible_text_is_found_each_time_and_on_each_ground(visitor):
    assert barriers_after(visitor, "") == []
    for _ in range(2):
        assert barriers_after(visitor, "it.style.color = '#ddd'")
    assert barriers_after(visitor, "") == []
    assert barriers_after(visitor, "it.parentElement.style.background = '#222'")
    assert barriers_after(visitor, "it.style.opacity = 0.2")
    assert barriers_after(visitor, "it.hidden = true; it.style.color = '#ddd'") == []
    assert barriers_after(visitor, "it.style.color = '#ddd'")
