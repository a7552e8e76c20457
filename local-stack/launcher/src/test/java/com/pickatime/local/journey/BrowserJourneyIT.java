package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.browser.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sign-in as people see it, in a real Chromium; what it looked like is in {@code target/screenshots}. */
@EnabledIf("com.pickatime.local.testing.browser.Chromium#isInstalled")
@Order(3)
@ExtendWith(SharedDistrict.class)
class BrowserJourneyIT {

    private static final String TEACHER = "T0001";

    private static District district;

    private Window window;
    private Page page;

    @BeforeAll
    static void start(District started) {
        district = started;
        district.openForSignIn();
    }

    @BeforeEach
    void openABrowser() {
        window = new Window(district);
        page = window.page();
    }

    @AfterEach
    void closeTheBrowser() {
        window.close();
    }

    @Test
    void aTeacherComesInFromPickAtimeAndLeaves() {
        page.open(district.stack().signOn().signInPage().toString());
        window.picture("1-sign-in");
        page.clickText("Sign in with ClassLink").awaitText("Who are you?");
        window.picture("2-classlink");
        page.click("button[value=" + TEACHER + "]")
                .awaitUrl(district.pickAtime("/"))
                .awaitText("Hello");
        window.picture("3-signed-in");
        assertThat(window.session()).contains(district.contactId(TEACHER));

        page.open(district.pickAtime("/"))
                .click(".person summary")
                .clickText("Sign out")
                .awaitText("signed out");

        window.picture("4-signed-out");
        assertThat(page.url()).startsWith(district.pickAtime("/"));
        assertThat(window.session()).doesNotContain(district.contactId(TEACHER));
        page.open(classLink("/launchpad")).awaitText("Who are you?");
    }

    @Test
    void aTeacherComesInFromLaunchpadAndLeavesThere() {
        page.open(classLink("/launchpad"))
                .click("button[value=" + TEACHER + "]")
                .awaitText("Signed in as");
        window.picture("5-launchpad");

        page.click("#pickatime").awaitUrl(district.pickAtime("/")).awaitText("Hello");

        window.picture("6-signed-in-from-launchpad");
        assertThat(page.cookies())
                .filteredOn(cookie -> cookie.name().equals("__Host-pickatime-session"))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie.secure()).isTrue();
                    assertThat(cookie.httpOnly()).isTrue();
                    assertThat(cookie.sameSite()).isEqualTo("Lax");
                });

        page.open(classLink("/launchpad")).click("#sign-out").awaitText("signed out of ClassLink and of pickAtime");

        window.picture("7-signed-out-of-both");
        assertThat(window.session()).doesNotContain(district.contactId(TEACHER));
    }

    @Test
    void whoIsNotInTheRosterReadsWhatToDo() {
        page.open(classLink("/launchpad"))
                .click("button[value='new.hire']")
                .click("#pickatime")
                .awaitUrl(district.pickAtime("/"));

        window.picture("8-unknown-person");
        assertThat(page.text()).doesNotContain("Sign out", "Exception");
        assertThat(window.session()).doesNotContain("businessId");
    }

    private static String classLink(String path) {
        return "http://localhost:" + district.ports().simulator() + path;
    }
}
