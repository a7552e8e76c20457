package com.pickatime.local.testing.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** A page's keyboard, for those who have no mouse. */
public final class Keyboard {

    /** More stops than any page has. */
    private static final int MOST_STOPS = 600;

    /** Numbers all that the Tab key has to reach, in the order in which it is read, and keeps what each looks like before. */
    private static final String NUMBER_THEM = """
            const seen = element => element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
            const looks = element => {
              const style = getComputedStyle(element);
              return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join(' ');
            };
            // of a group of choices the keyboard stops at the chosen one, or at the first
            const isStopOfItsGroup = radio => {
              const group = [...document.querySelectorAll('input[type=radio]')]
                  .filter(one => one.name === radio.name && one.form === radio.form && !one.disabled && seen(one));
              return radio === (group.find(one => one.checked) || group[0]);
            };
            const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
                .filter(one => !one.disabled && one.type !== 'hidden' && seen(one))
                .filter(one => one.tabIndex >= 0 || one.tagName === 'SUMMARY')
                .filter(one => one.type !== 'radio' || isStopOfItsGroup(one));
            document.querySelectorAll('[data-stop]').forEach(one => delete one.dataset.stop);
            stops.forEach((one, at) => { one.dataset.stop = at; one.dataset.before = looks(one); });
            return stops.map(one => one.outerHTML.substring(0, 160).replace(/\\s+/g, ' '));
            """;

    private static final String LOOK = """
            const one = document.activeElement;
            if (!one || one === document.body || one === document.documentElement) return null;
            const style = getComputedStyle(one);
            const looks = [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor].join(' ');
            const place = one.getClientRects()[0] || one.getBoundingClientRect();
            const there = document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2);
            return {
              stop: one.dataset.stop === undefined ? -1 : Number(one.dataset.stop),
              html: one.outerHTML.substring(0, 160).replace(/\\s+/g, ' '),
              marked: looks !== one.dataset.before,
              inWindow: place.bottom > 0 && place.right > 0 && place.top < innerHeight && place.left < innerWidth,
              covered: there !== null && !one.contains(there) && !there.contains(one),
              scrolls: one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight,
              closed: one.tagName === 'SUMMARY' && !one.parentElement.open,
              inParts: one.matches('input[type=date], input[type=time], input[type=datetime-local]')
            };
            """;

    private final ChromeDriver driver;

    Keyboard(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Presses a key, or types a text, where the focus is. */
    public Keyboard press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /**
     * Presses Tab until the focus is at an element.
     *
     * @throws AssertionError if it does not come there
     */
    public Keyboard tabTo(String selector) {
        for (int i = 0; i < MOST_STOPS; i++) {
            press(Keys.TAB);
            if (isAt(selector)) {
                return this;
            }
        }
        throw new AssertionError("the Tab key does not lead to " + selector + " at " + driver.getCurrentUrl());
    }

    /** Whether the focus is at such an element. */
    public boolean isAt(String selector) {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.activeElement !== null && document.activeElement.matches(arguments[0])", selector));
    }

    /**
     * Goes through the whole page with the Tab key, and opens with the space bar whatever is folded away.
     *
     * @return what is in the way of somebody who has a keyboard alone, in words; empty for nothing
     */
    public List<String> barriers() {
        leave();
        var stops = texts(driver.executeScript(NUMBER_THEM));
        var found = new ArrayList<String>();
        if (stops.isEmpty()) {
            found.add("there is nothing to reach");
        }
        int next = 0;
        for (int i = 0; i < MOST_STOPS; i++) {
            press(Keys.TAB);
            var look = look();
            if (look == null) {
                break;
            }
            if (number(look) < 0) {
                if (!is(look, "scrolls")) {
                    found.add("the focus is where nothing is to be done: " + look.get("html"));
                }
                continue;
            }
            if (next > 0 && number(look) == 0) {
                break;
            }
            if (number(look) == next - 1 && is(look, "inParts")) {
                // month, day, year and the calendar are one field
                continue;
            }
            for (; next < number(look); next++) {
                found.add("the Tab key leaves out " + stops.get(next));
            }
            if (number(look) < next) {
                found.add("the Tab key goes back, or stands still, at " + look.get("html"));
                return found;
            }
            next++;
            if (!is(look, "marked")) {
                found.add("nothing shows that the focus is at " + look.get("html"));
            }
            if (!is(look, "inWindow") || is(look, "covered")) {
                found.add("the focus is out of sight at " + look.get("html"));
            }
            if (is(look, "closed")) {
                press(Keys.SPACE);
                stops = texts(driver.executeScript(NUMBER_THEM));
                next = number(Objects.requireNonNull(look())) + 1;
            }
        }
        for (; next < stops.size(); next++) {
            found.add("the Tab key does not come to " + stops.get(next));
        }
        return found;
    }

    /** To the page's beginning, as when it was just opened. */
    private void leave() {
        driver.executeScript("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0);"
                + " const first = document.createElement('span'); first.tabIndex = -1; document.body.prepend(first);"
                + " first.focus(); first.remove();");
    }

    @SuppressWarnings("unchecked")
    private @Nullable Map<String, Object> look() {
        return (Map<String, Object>) driver.executeScript(LOOK);
    }

    private static int number(Map<String, Object> look) {
        return ((Number) Objects.requireNonNull(look.get("stop"))).intValue();
    }

    private static boolean is(Map<String, Object> look, String what) {
        return Boolean.TRUE.equals(look.get(what));
    }

    private static List<String> texts(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(String::valueOf).toList();
    }
}
