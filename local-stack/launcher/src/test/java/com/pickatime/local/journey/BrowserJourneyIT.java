package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.browser.Chromium;
import com.pickatime.local.testing.browser.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sign-in as people see it, in a real Chromium; what it looked like is in {@code target/screenshots}. */
@Tag("browser")
@Order(3)
@ExtendWith(SharedDistrict.class)
class BrowserJourneyIT {

    private static final String TEACHER = "T0001";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static District district;

    private Chromium chromium;
    private Page page;

    @BeforeAll
    static void start(District started) {
        district = started;
        district.stack().simulator().delete("/control/faults");
        district.importOnce();
        district.stack().signOn().connect();
    }

    @BeforeEach
    void openABrowser() {
        chromium = Chromium.start();
        page = chromium.newPage();
    }

    @AfterEach
    void closeTheBrowser() {
        chromium.close();
    }

    @Test
    void aTeacherComesInFromPickAtimeAndLeaves() {
        page.open(district.stack().signOn().signInPage().toString());
        picture("1-sign-in");
        page.clickText("Sign in with ClassLink").awaitText("Who are you?");
        picture("2-classlink");
        page.click("button[value=" + TEACHER + "]").awaitUrl(pickAtime("/")).awaitText("Sign out");
        picture("3-signed-in");
        assertThat(session()).contains(TEACHER);

        page.open(pickAtime("/")).clickText("Sign out").awaitText("signed out");

        picture("4-signed-out");
        assertThat(page.url()).startsWith(pickAtime("/"));
        assertThat(session()).doesNotContain(TEACHER);
        page.open(classLink("/launchpad")).awaitText("Who are you?");
    }

    @Test
    void aTeacherComesInFromLaunchpadAndLeavesThere() {
        page.open(classLink("/launchpad"))
                .click("button[value=" + TEACHER + "]")
                .awaitText("Signed in as");
        picture("5-launchpad");

        page.click("#pickatime").awaitUrl(pickAtime("/")).awaitText("Sign out");

        picture("6-signed-in-from-launchpad");
        assertThat(page.cookies())
                .filteredOn(cookie -> cookie.name().equals("__Host-pickatime-session"))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie.secure()).isTrue();
                    assertThat(cookie.httpOnly()).isTrue();
                    assertThat(cookie.sameSite()).isEqualTo("Lax");
                });

        page.open(classLink("/launchpad")).click("#sign-out").awaitText("signed out of ClassLink and of pickAtime");

        picture("7-signed-out-of-both");
        assertThat(session()).doesNotContain(TEACHER);
    }

    @Test
    void whoIsNotInTheRosterReadsWhatToDo() {
        page.open(classLink("/launchpad"))
                .click("button[value='new.hire']")
                .click("#pickatime")
                .awaitUrl(pickAtime("/"));

        picture("8-unknown-person");
        assertThat(page.text()).doesNotContain("Sign out", "Exception");
        assertThat(session()).doesNotContain("businessId");
    }

    /** Whom pickAtime takes this browser for; what it says instead when nobody is signed in. */
    private String session() {
        return page.open(pickAtime("/session")).text();
    }

    private void picture(String name) {
        page.screenshot(SCREENSHOTS.resolve(name + ".png"));
    }

    private static String pickAtime(String path) {
        return "http://127.0.0.1:" + district.ports().ssoService() + path;
    }

    private static String classLink(String path) {
        return "http://localhost:" + district.ports().simulator() + path;
    }
}
