package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.browser.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** An administrator without a mouse: every page is gone through with the Tab key, and a whole task is done by keys alone. */
@Tag("slow")
@EnabledIf("com.pickatime.local.testing.browser.Chromium#isInstalled")
@Order(4)
@ExtendWith(SharedDistrict.class)
@SharedDistrict.OnANewStack(usesItUp = true)
class KeyboardJourneyIT {

    private static final String ADDRESS = "kay.board@maplewood.example.org";
    private static final String PASSWORD = "seven quiet pianos in a row";

    private static District district;

    private Window window;
    private Page page;

    @BeforeAll
    static void invite(District started) {
        district = started;
        district.openForSignIn();
        var invited = district.stack()
                .sso()
                .post(
                        "/businesses/" + District.BUSINESS + "/administrators",
                        Map.of("displayName", "Kay Board", "email", ADDRESS));
        try (var window = new Window(district)) {
            window.page()
                    .open(invited.path("invitationUrl").asString())
                    .fill("#password", PASSWORD)
                    .fill("#repeated", PASSWORD)
                    .click("main button[type=submit]")
                    .awaitText("Last import");
        }
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
    void everyLinkButtonAndFieldIsReachedInReadingOrderAndSeen() {
        signIn();
        var barriers = new ArrayList<String>();
        PagesJourneyIT.pages(district).forEach((name, path) -> {
            page.open(district.pickAtime(path));
            page.keyboard().barriers().forEach(barrier -> barriers.add(path + ": " + barrier));
            // everything is unfolded now
            window.picture("keys-" + name);
        });
        assertThat(barriers).isEmpty();
    }

    @Test
    void theFirstStopOfEveryPageLeadsPastTheNavigation() {
        signIn();
        for (var path : List.of("/dashboard", "/contacts", "/importer", "/children")) {
            page.open(district.pickAtime(path));

            page.keyboard().press(Keys.TAB);
            assertThat(page.keyboard().isAt("a.skip")).as(path).isTrue();
            page.keyboard().press(Keys.ENTER);
            page.awaitUrl(district.pickAtime(path) + "#content");
            page.keyboard().press(Keys.TAB);
            // an administrator who is no parent has nothing to do at a parent's page
            assertThat(page.keyboard().isAt("body > header *, body > nav *"))
                    .as(path)
                    .isFalse();
            assertThat(page.keyboard().isAt("main *")).as(path).isEqualTo(!path.equals("/children"));
        }
    }

    @Test
    void aContactIsFoundOpenedAndChangedByKeysAlone() {
        var id = district.contactId(district.activeContact("TEACHER"));
        var name = district.contacts("/contacts/" + id).path("familyName").asString();
        signIn();

        page.keyboard().tabTo("nav a[href='/contacts']").press(Keys.ENTER);
        page.awaitUrl(district.pickAtime("/contacts"));
        page.keyboard().tabTo("#q").press(name);
        page.awaitUrl(district.pickAtime("/contacts?q="));
        page.keyboard().tabTo("#results a[href='/contacts/" + id + "']").press(Keys.ENTER);
        page.awaitUrl(district.pickAtime("/contacts/" + id));
        page.keyboard()
                .tabTo("details:has(form[action*='middleName']) > summary")
                .press(Keys.ENTER)
                .tabTo("#value-middleName")
                .press("Q.")
                .tabTo("form[action*='middleName'] button")
                .press(Keys.SPACE);
        page.awaitText("Your value is used now").awaitText("changed here");
        window.picture("by-keys-alone");

        page.keyboard().tabTo("form[action*='middleName/removal'] button").press(Keys.ENTER);
        page.awaitText("The roster's value is used again.");
    }

    private void signIn() {
        page.open(district.pickAtime("/sign-in/" + District.BUSINESS));
        page.keyboard()
                .tabTo("#email")
                .press(ADDRESS)
                .tabTo("#password")
                .press(PASSWORD)
                .press(Keys.ENTER);
        page.awaitUrl(district.pickAtime("/dashboard"));
    }
}
