package com.pickatime.notifications.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.notifications.news.ActivatedNews;
import com.pickatime.notifications.news.AppointmentNews.Reader;
import com.pickatime.notifications.news.CertificateNews;
import com.pickatime.notifications.news.CompletedNews;
import com.pickatime.notifications.news.FailedNews;
import com.pickatime.notifications.news.HeldNews;
import com.pickatime.notifications.news.News;
import com.pickatime.notifications.news.PasswordLinkNews.Occasion;
import com.pickatime.notifications.news.RosterOrigin;
import com.pickatime.notifications.testing.SampleNews;
import com.pickatime.notifications.testing.SampleSettings;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailRendererTest {

    private static final BusinessId OAK = new BusinessId("oak & ash");
    private static final String BUSINESS = "Springfield Unified School District";
    private static final String CLICKS =
            "Apps > All Applications > gear > Shared Fields > Demographics tab > Enable Demographics > Save";

    private final MailRenderer renderer = renderer(URI.create("https://admin.pickatime.example/"));

    static Stream<News> everyKindOfNews() {
        return Stream.of(
                new ActivatedNews(RosterOrigin.CLASSLINK),
                SampleNews.completed(),
                SampleNews.unchanged(),
                SampleNews.differing(),
                SampleNews.withRefusals(RosterOrigin.FILE),
                SampleNews.withRefusals(RosterOrigin.DIRECT),
                SampleNews.held(),
                SampleNews.heldForExistingContacts(),
                SampleNews.heldForOtherSourceIds(),
                SampleNews.heldAfterUndo(),
                SampleNews.failed(),
                SampleNews.certificate(30),
                SampleNews.certificate(0));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfNews")
    void namesTheBusinessAndTheAdminUiInBothBodies(News news) {
        var mail = renderer.render(news, OAK, BUSINESS, null);

        assertThat(mail.subject()).endsWith(" - " + BUSINESS);
        assertThat(List.of(mail.text(), readable(mail.html())))
                .allSatisfy(body ->
                        assertThat(body).contains("You get this mail because you are an administrator of " + BUSINESS));
        var page = "https://admin.pickatime.example" + news.page() + "?business=oak+%26+ash";
        assertThat(mail.text()).contains("Admin UI: " + page);
        assertThat(mail.html()).contains("href=\"" + page + "\"");
    }

    @Test
    void leadsToThePageThatItIsAbout() {
        assertThat(everyKindOfNews().map(News::page).distinct())
                .containsExactlyInAnyOrder(
                        "/importer",
                        "/importer/" + SampleNews.IMPORT_ID,
                        "/importer/existing",
                        "/importer/" + SampleNews.IMPORT_ID + "/source-ids",
                        "/global-setup/business");
    }

    @ParameterizedTest
    @MethodSource("everyKindOfNews")
    void leavesTheLinkOutWhereNoAdminUiIsConfigured(News news) {
        var mail = renderer(null).render(news, OAK, BUSINESS, null);

        assertThat(mail.text()).doesNotContain("Admin UI:");
        assertThat(mail.html()).doesNotContain("href=");
    }

    @ParameterizedTest
    @MethodSource("everyKindOfNews")
    void leavesNoTemplateSyntaxBehind(News news) {
        var mail = renderer.render(news, OAK, BUSINESS, null);

        assertThat(List.of(mail.subject(), mail.text(), mail.html()))
                .allSatisfy(part ->
                        assertThat(part).doesNotContain(" th:", "<th:", "xmlns", "[#", "[(", "[/]", "${", "null"));
    }

    @ParameterizedTest
    @MethodSource("everyKindOfNews")
    void keepsThePlainTextTidy(News news) {
        assertThat(renderer.render(news, OAK, BUSINESS, null).text())
                .doesNotContain("\n\n\n")
                .doesNotContain(" \n")
                .endsWith("nobody reads replies to it.\n");
    }

    @ParameterizedTest
    @MethodSource("everyKindOfNews")
    void marksTheHtmlUpForScreenReadersAndDarkMode(News news) {
        var mail = renderer.render(news, OAK, BUSINESS, null);

        assertThat(mail.html())
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"en\"")
                .contains("<title>" + mail.subject() + "</title>")
                .contains("prefers-color-scheme: dark")
                .containsOnlyOnce("<h1");
    }

    @Test
    void tellsTheOnboardingTeamWhichDistrictWaitsAndWhereToConnectIt() {
        var waiting =
                renderer.render(SampleNews.district(false), BusinessId.ONBOARDING_TEAM, "the onboarding team", null);
        var connected =
                renderer.render(SampleNews.district(true), BusinessId.ONBOARDING_TEAM, "the onboarding team", null);

        assertThat(waiting.subject()).isEqualTo("Oak & Ash added pickAtime in ClassLink");
        assertInBoth(
                waiting, "Nothing is imported until you have connected it", "an administrator of the onboarding team");
        assertInBoth(connected, "It is connected by itself");
        assertThat(connected.text()).doesNotContain("Nothing is imported");
        var page = "https://admin.pickatime.example/onboarding/classlink-22?business=onboarding-team";
        assertThat(waiting.text()).contains("Admin UI: " + page).doesNotContain("\n\n\n");
        assertThat(waiting.html()).contains("href=\"" + page + "\"").doesNotContain(" th:", "${");
    }

    @Test
    void givesWhoeverForgotAPasswordTheLinkAndNothingForAdministrators() {
        var link = "https://sign-in.pickatime.example/password-links/abc_-123";
        var mail = renderer.render(SampleNews.passwordLink(), link, BUSINESS, "America/New_York");

        assertThat(mail.subject()).isEqualTo("Choose your password - " + BUSINESS);
        assertInBoth(
                mail,
                "Somebody, probably you, asked for a password of yours at " + BUSINESS,
                "The link works once, until November 24, 2026, 7:00 AM EST",
                "because somebody entered your e-mail address at " + BUSINESS);
        assertThat(mail.text()).contains("\n" + link + "\n");
        assertThat(mail.html()).containsOnlyOnce("href=").contains("href=\"" + link + "\"");
        assertThat(List.of(mail.text(), mail.html()))
                .allSatisfy(body -> assertThat(body)
                        .doesNotContain("administrator", "Admin UI", " th:", "<th:", "[#", "[(", "${", "null"));
    }

    @ParameterizedTest
    @EnumSource
    void writesEveryLetterInTheLanguageOfWhoAsked(Occasion occasion) {
        var link = "https://sign-in.pickatime.example/password-links/abc_-123";
        var english = renderer.render(SampleNews.passwordLink("en", occasion), link, "L'École", "America/New_York");
        var spanish = renderer.render(SampleNews.passwordLink("es", occasion), link, "L'École", "America/New_York");

        assertThat(english.subject()).endsWith(" - L'École");
        assertThat(spanish.subject()).endsWith(" - L'École").isNotEqualTo(english.subject());
        assertInBoth(english, "there is nothing to do");
        assertInBoth(spanish, "no tiene que hacer nada", "en L'École de pickAtime");
        assertThat(spanish.html()).startsWith("<!DOCTYPE html>").contains("lang=\"es\"", "href=\"" + link + "\"");
        assertThat(List.of(spanish.text(), spanish.html()))
                .allSatisfy(body -> assertThat(body)
                        .doesNotContain(
                                "You get this mail", "It was sent", " th:", "<th:", "[#", "[(", "${", "{0}", "''"));
        if (occasion == Occasion.ASK_THE_OFFICE) {
            assertThat(english.text()).contains("ask the office of L'École").doesNotContain("works once");
        } else {
            assertInBoth(spanish, "hasta el 24 de noviembre de 2026, 7:00 ");
        }
    }

    @Test
    void saysTheSameInEveryLanguage() {
        var english = ResourceBundle.getBundle("mails/letters", Locale.ROOT);
        var spanish = ResourceBundle.getBundle("mails/letters", Locale.forLanguageTag("es"));

        assertThat(spanish.getLocale().getLanguage()).isEqualTo("es");
        // of a bundle alone, without what it takes over from its parent
        assertThat(keys("letters_es")).containsExactlyInAnyOrderElementsOf(english.keySet());
        assertThat(english.keySet())
                .allSatisfy(key -> assertThat(spanish.getString(key))
                        .as(key)
                        .isNotBlank()
                        .satisfies(words -> assertThat(words.contains("{0}"))
                                .isEqualTo(english.getString(key).contains("{0}"))));
    }

    private static Set<String> keys(String bundle) {
        var texts = new Properties();
        try (var file = Objects.requireNonNull(
                MailRendererTest.class.getResourceAsStream("/mails/" + bundle + ".properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stringPropertyNames();
    }

    @Test
    void saysWhatHappensNextAndWhatToSwitchOnBeforeTheFirstImport() {
        var mail = renderer.render(new ActivatedNews(RosterOrigin.CLASSLINK), OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your ClassLink import is active - " + BUSINESS);
        assertInBoth(
                mail,
                "is now connected to ClassLink",
                "Before the first import: share birth dates",
                "switch on Rosters > Demographics for pickAtime",
                CLICKS,
                "What happens next",
                "When the first import is complete, you get a mail");
    }

    @Test
    void saysThatAnImportIsActiveWithoutAWordOfClassLinkToOthers() {
        var file = renderer.render(new ActivatedNews(RosterOrigin.FILE), OAK, BUSINESS, null);
        var direct = renderer.render(new ActivatedNews(RosterOrigin.DIRECT), OAK, BUSINESS, null);
        var untold = renderer.render(new ActivatedNews(RosterOrigin.UNTOLD), OAK, BUSINESS, null);

        assertThat(List.of(file, direct, untold)).allSatisfy(mail -> {
            assertThat(mail.subject()).isEqualTo("Your import is active - " + BUSINESS);
            assertThat(mail.subject() + mail.text() + mail.html()).doesNotContainIgnoringCase("ClassLink");
        });
        assertInBoth(
                file,
                "from the files that you upload",
                "demographics.csv with the column birthDate",
                "Once you upload");
        assertInBoth(direct, "let pickAtime read demographics where your roster is read");
    }

    @Test
    void countsWhatTheImportBroughtOver() {
        var mail = renderer.render(SampleNews.completed(), OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your roster import is complete - " + BUSINESS);
        assertInBoth(
                mail,
                "12,345 students",
                "1,020 teachers",
                "18,400 parents",
                "3,210 class rosters",
                "24,001 parent-student relationships",
                "Checked: 0 differences.",
                "41 parents have no e-mail address",
                "Full import, started November 24, 2026, 5:05 AM CST, took 12 min 5 s",
                "Import ID: " + SampleNews.IMPORT_ID);
        assertThat(mail.text())
                .contains("- People: 31,765 added, 140 updated, 25 removed, 1,001 unchanged, 7 refused\n");
        assertThat(readable(mail.html()))
                .contains("Type Added Updated Removed Unchanged Refused")
                .contains("People 31,765 140 25 1,001 7");
    }

    @Test
    void tellsEachBusinessTheSameInstantInItsOwnTimeZone() {
        assertInBoth(
                renderer.render(SampleNews.completed(), OAK, BUSINESS, "America/New_York"),
                "started November 24, 2026, 6:05 AM EST,");
        assertInBoth(
                renderer.render(SampleNews.completed(), OAK, "Another School", "Pacific/Honolulu"),
                "started November 24, 2026, 1:05 AM HST,");
        assertInBoth(renderer.render(SampleNews.certificate(14), OAK, BUSINESS, "America/Denver"), ", 4:06 AM MST");
    }

    /** March 14, 2027: clocks go from 2:00 to 3:00 in Chicago, an hour after New York's, and never in Phoenix. */
    @Test
    void keepsToDaylightSavingOfTheBusinesssOwnZone() {
        var news = new CertificateNews("https://idp.example/saml", "ab01", Instant.parse("2027-03-14T07:30:00Z"), 14);

        assertInBoth(renderer.render(news, OAK, BUSINESS, "America/New_York"), "March 14, 2027, 3:30 AM EDT");
        assertInBoth(renderer.render(news, OAK, BUSINESS, "America/Chicago"), "March 14, 2027, 1:30 AM CST");
        assertInBoth(renderer.render(news, OAK, BUSINESS, "America/Phoenix"), "March 14, 2027, 12:30 AM MST");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Springfield/Evergreen", "no zone", ""})
    void fallsBackToTheInstallationsZoneWhereTheBusinesssIsNotKnownHere(@Nullable String zone) {
        assertInBoth(
                renderer.render(SampleNews.completed(), OAK, BUSINESS, zone),
                "started November 24, 2026, 5:05 AM CST,");
    }

    @Test
    void saysWhereMissingBirthDatesAreEnteredThatTheSourceWouldShare() {
        var mail = renderer.render(SampleNews.completed(), OAK, BUSINESS, null);

        assertInBoth(
                mail,
                "312 students have no birth date, of 12,345",
                "Their parents cannot link yet",
                "Enter them in your student information system");
        assertThat(mail.text() + mail.html()).doesNotContain("at the moment", "Enable Demographics");
    }

    @Test
    void explainsBirthDatesThatAreNotSharedWithTheClicksThatHelpAndCallsNothingExact() {
        var mail = renderer.render(SampleNews.withoutBirthDates(RosterOrigin.CLASSLINK), OAK, BUSINESS, null);

        assertInBoth(
                mail,
                "ClassLink shares no birth dates at the moment",
                "312 students have none in pickAtime, of 12,345.",
                "Their parents cannot link yet",
                "those that pickAtime holds are from before",
                CLICKS);
        assertThat(mail.text() + mail.html()).doesNotContain("exactly", "have no birth date");
    }

    @ParameterizedTest
    @EnumSource(names = {"DIRECT", "FILE"})
    void explainsBirthDatesThatAreNotSharedWithoutClassLink(RosterOrigin origin) {
        var mail = renderer.render(SampleNews.withoutBirthDates(origin), OAK, BUSINESS, null);

        assertInBoth(mail, origin.sharing() + " no birth dates at the moment");
        assertThat(mail.text()).doesNotContain("ClassLink", "exactly");
    }

    @Test
    void saysPlainlyThatNothingChanged() {
        var mail = renderer.render(SampleNews.unchanged(), OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your roster import is complete, nothing changed - " + BUSINESS);
        assertInBoth(mail, "Nothing changed.", "is the same as at the last import", "Checked: 0 differences.");
        assertThat(mail.text() + mail.html())
                .doesNotContain("no birth date", "Please note", "PLEASE NOTE", "could not be stored");
    }

    @Test
    void namesTheTypesThatDifferAndWhatToDo() {
        var mail = renderer.render(SampleNews.differing(), OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your roster import is complete, with differences - " + BUSINESS);
        assertInBoth(
                mail,
                "Checked: 2 differences",
                "People: 31,765 in ClassLink, 31,762 in pickAtime",
                "Classes: as many in both (3,208), but not the same content",
                "Please start the import again in the Admin UI",
                "3 records could not be stored.");
        assertThat(mail.text() + mail.html()).doesNotContain("0 differences");
    }

    @Test
    void saysWhyAnImportIsHeldAndHowToGoOn() {
        HeldNews held = SampleNews.held();
        var mail = renderer.render(held, OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your import needs your approval - " + BUSINESS);
        assertInBoth(
                mail,
                "Nothing has been changed.",
                held.reasons().get(0),
                held.reasons().get(1),
                "look at the plan in the Admin UI and approve it",
                "Import ID: " + SampleNews.IMPORT_ID);
    }

    @Test
    void asksForADecisionWhereContactsAreInTheWayOfTheFirstImport() {
        var held = SampleNews.heldForExistingContacts();
        var mail = renderer.render(held, OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your first import needs your decision - " + BUSINESS);
        assertInBoth(
                mail,
                BUSINESS + " already has contacts in pickAtime",
                "Nothing has been changed.",
                held.reasons().get(0),
                held.reasons().get(1),
                held.reasons().get(2),
                "You decide once.",
                "Import ID: " + SampleNews.IMPORT_ID);
        assertThat(mail.text() + mail.html()).doesNotContain("safety brake", "more than is usual");
    }

    @Test
    void asksForALookAtTheProposedMapWhereSourceIdsSeemToHaveChanged() {
        var held = SampleNews.heldForOtherSourceIds();
        var mail = renderer.render(held, OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your import needs your decision - " + BUSINESS);
        assertInBoth(
                mail,
                "Source IDs of " + BUSINESS + " seem to have changed",
                "proposes a map of their old and new source IDs",
                "Nothing has been changed.",
                held.reasons().get(0),
                held.reasons().get(1),
                held.reasons().get(2),
                "open this import under Importer in the Admin UI, then \"See the proposed map of source IDs\"",
                "give these contacts their new source IDs there",
                "approve the import as it is, on the same page",
                "removes all of these contacts and adds them anew",
                "correct it in ClassLink",
                "Import ID: " + SampleNews.IMPORT_ID);
        assertThat(mail.text() + mail.html())
                .doesNotContain("safety brake", "more than is usual", "look at the plan", "turn of the school year");
    }

    @Test
    void saysThatAnImportWaitsBecauseTheOneBeforeWasTakenBack() {
        var held = SampleNews.heldAfterUndo();
        var mail = renderer.render(held, OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your import needs your approval - " + BUSINESS);
        assertInBoth(
                mail,
                "An import of " + BUSINESS + " was taken back, so the one after it waits for you.",
                "Nothing has been changed.",
                held.reasons().get(0),
                "look at the plan in the Admin UI and approve it",
                "correct the roster, or what you share with pickAtime, in ClassLink");
        assertThat(mail.text() + mail.html())
                .contains("The import before it was taken back")
                .doesNotContain("safety brake", "more than is usual", "source IDs");
    }

    @Test
    void saysWhyAnImportFailedAndWhatToDo() {
        FailedNews failed = SampleNews.failed();
        var mail = renderer.render(failed, OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your import could not be finished - " + BUSINESS);
        assertInBoth(mail, failed.message(), "start the import again", "Error code: CLASSLINK_REFUSED");
    }

    @Test
    void doesWithoutAnImportIdWhereTheConnectionItselfFailed() {
        var mail = renderer.render(
                new FailedNews(null, "NO_ACCESS", "ClassLink gives no access.", RosterOrigin.CLASSLINK),
                OAK,
                BUSINESS,
                null);

        assertThat(mail.text() + mail.html()).doesNotContain("Import ID");
    }

    @Test
    void saysWhichCertificateEndsWhenAndWhoHasToAct() {
        var mail = renderer.render(SampleNews.certificate(14), OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your sign-in certificate ends in 14 days - " + BUSINESS);
        assertInBoth(
                mail,
                "Your sign-in certificate ends in 14 days",
                "Identity provider: https://launchpad.classlink.example/saml",
                "Ends: November 24, 2026, 5:06 AM CST",
                "Certificate (SHA-256): AB:01:AB:01:",
                "may stop working for everybody on that day",
                "Ask ClassLink, or whoever runs your identity provider, to put the new signing certificate",
                "takes the new certificate over by itself",
                "If the metadata lists a newer certificate already, there is nothing to do");
        assertThat(mail.text() + mail.html()).doesNotContain("ended", "Ended").contains("Single sign-on");
    }

    @Test
    void countsTheLastDayInTheSingular() {
        assertThat(renderer.render(SampleNews.certificate(1), OAK, BUSINESS, null)
                        .subject())
                .startsWith("Your sign-in certificate ends in 1 day -");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -40})
    void saysPlainlyThatACertificateHasEnded(int daysLeft) {
        var mail = renderer.render(SampleNews.certificate(daysLeft), OAK, BUSINESS, null);

        assertThat(mail.subject()).isEqualTo("Your sign-in certificate has ended - " + BUSINESS);
        assertInBoth(
                mail,
                "Your sign-in certificate has ended",
                "Ended: November 24, 2026, 5:06 AM CST",
                "please act today",
                "Ask ClassLink");
        assertThat(mail.text() + mail.html()).doesNotContain("Ends:", "ends soon", "ENDS IN", "may stop working");
    }

    @Test
    void headsOnlyMailsAboutTheRosterWithTheRoster() {
        assertThat(readable(renderer.render(SampleNews.certificate(3), OAK, BUSINESS, null)
                        .html()))
                .contains("· Single sign-on")
                .doesNotContain("ClassLink roster");
        assertThat(readable(renderer.render(new ActivatedNews(RosterOrigin.UNTOLD), OAK, BUSINESS, null)
                        .html()))
                .contains("· Roster");
        for (var news : List.of(SampleNews.completed(), SampleNews.held(), SampleNews.failed())) {
            assertThat(readable(renderer.render(news, OAK, BUSINESS, null).html()))
                    .contains("· ClassLink roster");
        }
    }

    @Test
    void neverClaimsZeroDifferencesWhenNothingWasCompared() {
        var news = SampleNews.completed();
        var mail = renderer.render(
                new CompletedNews(
                        news.importId(),
                        news.kind(),
                        false,
                        news.startedAt(),
                        news.completedAt(),
                        news.roster(),
                        news.counts(),
                        0,
                        List.of(),
                        false,
                        List.of(),
                        RosterOrigin.CLASSLINK,
                        0,
                        false),
                OAK,
                BUSINESS,
                null);

        assertThat(mail.text()).doesNotContain("0 differences").contains("Not checked");
        assertThat(mail.html()).doesNotContain("0 differences").contains("Not checked");
    }

    @ParameterizedTest
    @EnumSource
    void callsNothingExactWhenRowsWereRefused(RosterOrigin origin) {
        var mail = renderer.render(SampleNews.withRefusals(origin), OAK, BUSINESS, null);

        assertThat(mail.subject()).contains("rows were refused");
        assertInBoth(
                mail,
                "What could be read of the " + origin.roster(),
                "8 rows were refused or left out, so pickAtime does not hold all that " + origin.holder(),
                "eside these, 6 people kept as before, whose role pickAtime does not know",
                "eside these, 1 enrollment kept as before, which class rosters do not count",
                "hy is said among the notes below");
        assertThat(mail.text() + mail.html())
                .doesNotContain("exactly", "Checked: 0 differences", "their rows could not be read");
    }

    @ParameterizedTest
    @EnumSource(names = {"DIRECT", "FILE"})
    void doesNotSpeakOfClassLinkToOthers(RosterOrigin origin) {
        var differing = SampleNews.differing();
        var completed = new CompletedNews(
                new ImportId("i"),
                "Full import",
                false,
                differing.startedAt(),
                differing.completedAt(),
                differing.roster(),
                differing.counts(),
                1,
                List.of(),
                true,
                differing.differences(),
                origin,
                0,
                true);
        var mails = Stream.of(
                        SampleNews.withRefusals(origin),
                        completed,
                        new HeldNews(new ImportId("i"), List.of("Many."), origin, HeldNews.Cause.BRAKE),
                        new HeldNews(new ImportId("i"), List.of("Many."), origin, HeldNews.Cause.OTHER_SOURCE_IDS),
                        new HeldNews(new ImportId("i"), List.of("Many."), origin, HeldNews.Cause.UNDONE),
                        new FailedNews(new ImportId("i"), "CODE", "Words.", origin))
                .map(news -> renderer.render(news, OAK, BUSINESS, null));

        assertThat(mails).allSatisfy(mail -> {
            assertThat(mail.subject() + mail.text() + mail.html()).doesNotContain("ClassLink");
            assertThat(readable(mail.html()))
                    .contains("· " + (origin == RosterOrigin.FILE ? "Uploaded roster" : "Roster"));
        });
    }

    @Test
    void countsOneInTheSingular() {
        var news = SampleNews.completed();
        var one = new CompletedNews(
                news.importId(),
                news.kind(),
                false,
                news.startedAt(),
                news.startedAt(),
                new CompletedNews.RosterSize(1, 1, 1, 1, 1, 1, 1, 1),
                List.of(),
                1,
                List.of(),
                true,
                List.of(),
                RosterOrigin.CLASSLINK,
                1,
                false);

        var text = renderer.render(one, OAK, BUSINESS, null).text();

        assertThat(text)
                .contains("- 1 student\n", "- 1 parent-student relationship\n", "1 STUDENT HAS NO BIRTH DATE, OF 1")
                .contains("1 record could not be stored", "took less than a second");
    }

    @Test
    void letsNoBusinessNameWriteMailHeadersOrHtml() {
        var mail = renderer.render(
                SampleNews.held(), OAK, "Evil\r\nBcc: all@example.org\n<script>alert(1)</script>", null);

        assertThat(mail.subject())
                .isEqualTo("Your import needs your approval - Evil Bcc: all@example.org <script>alert(1)</script>");
        assertThat(mail.html()).doesNotContain("<script>");
        assertThat(mail.text()).contains("<script>alert(1)</script>");
    }

    @Test
    void writesAboutAnAppointmentInTheReadersLanguage() {
        var names = new MailRenderer.Names("Ada O'Neil", "Ann Smith", "Tim");

        var english = renderer.render(SampleNews.appointment(Reader.PARENT, "en"), names, OAK, BUSINESS);
        var spanish = renderer.render(SampleNews.appointment(Reader.PARENT, "es-US"), names, OAK, BUSINESS);
        var teacher = renderer.render(SampleNews.appointment(Reader.TEACHER, "en"), names, OAK, BUSINESS);

        assertThat(english.subject()).isEqualTo("Your appointment is confirmed - Fall 2026");
        assertInBoth(
                english,
                "Your appointment is confirmed",
                "With Ada O'Neil, about Tim.",
                "When: November 2, 2026, 3:00 PM EST",
                "Where: Gym",
                "How: In person",
                "Park behind the gym.",
                "The attached file puts it into your calendar.",
                "because of an appointment at " + BUSINESS);
        assertThat(spanish.subject()).isEqualTo("Su cita está confirmada - Fall 2026");
        assertInBoth(
                spanish,
                "Con Ada O'Neil, sobre Tim.",
                "Cuándo: 2 de noviembre de 2026, 15:00",
                "Dónde: Gym",
                "El archivo adjunto la pone en su calendario.");
        assertInBoth(teacher, "An appointment is booked", "With Ann Smith, about Tim.");
        assertThat(renderer.summary(SampleNews.appointment(Reader.PARENT, "es"), names))
                .isEqualTo("Reunión con Ada O'Neil sobre Tim");
    }

    @Test
    void saysHowManyAppointmentsNeedAttention() {
        var some = renderer.render(SampleNews.completed(), OAK, BUSINESS, null, 12);
        var one = renderer.render(SampleNews.completed(), OAK, BUSINESS, null, 1);
        var none = renderer.render(SampleNews.completed(), OAK, BUSINESS, null, 0);

        assertInBoth(some, "12 appointments need attention: ", "Events / Preview");
        assertInBoth(one, "1 appointment needs attention: ");
        assertThat(none.text() + none.html()).doesNotContain("attention");
    }

    private static void assertInBoth(MailContent mail, String... facts) {
        for (var fact : facts) {
            assertThat(mail.text()).as("plain text").containsIgnoringCase(fact);
            assertThat(readable(mail.html())).as("HTML").containsIgnoringCase(fact);
        }
    }

    /** What a reader of the HTML reads. */
    private static String readable(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll("</?(strong|span|a)\\b[^>]*>", "")
                .replaceAll("<[^>]+>", " ")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&middot;", "·")
                .replaceAll("\\s+", " ");
    }

    private static MailRenderer renderer(@Nullable URI adminUi) {
        return new MailRenderer(SampleSettings.notifications(adminUi));
    }
}
