package com.pickatime.imports.connection.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.imports.connection.ImportOptions;
import com.pickatime.imports.connection.ImportSchedule;
import com.pickatime.imports.connection.ImportSchedule.Blackout;
import com.pickatime.imports.connection.MailPolicy;
import com.pickatime.imports.connection.setup.OptionsRequest.BlackoutRequest;
import com.pickatime.imports.connection.setup.OptionsRequest.ScheduleRequest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsRulesTest {

    @Test
    void acceptsAChoice() {
        var request = lists(
                List.of("7_1111", "a school, west"),
                List.of("FY"),
                List.of("STUDENT", "AIDE"),
                List.of("Oak.example.ORG"),
                List.of("PARENT"));

        assertThat(errors(request)).isEmpty();
        assertThat(request.over(ImportOptions.DEFAULT))
                .isEqualTo(options(
                        List.of("7_1111", "a school, west"),
                        List.of("FY"),
                        List.of(PersonRole.STUDENT, PersonRole.AIDE),
                        List.of("oak.example.org"),
                        List.of(PersonRole.PARENT)));
    }

    @Test
    void namesEachValueThatCannotBe() {
        var request = lists(
                Arrays.asList("ok", " ", null),
                List.of("x".repeat(256)),
                List.of("UNKNOWN", "student"),
                List.of("admin@oak.org", "oak"),
                List.of("TEACHER"));

        assertThat(errors(request))
                .containsOnlyKeys(
                        "options.schools[1]",
                        "options.schools[2]",
                        "options.terms[0]",
                        "options.roles[0]",
                        "options.roles[1]",
                        "options.staffEmailDomains[0]",
                        "options.staffEmailDomains[1]",
                        "options.linkingRoles[0]");
        assertThat(errors(request).values()).noneMatch(reason -> reason.contains("admin"));
    }

    @Test
    void refusesMoreThanADistrictCanHave() {
        assertThat(errors(lists(Collections.nCopies(2_001, "x"), null, null, null, null)))
                .containsOnlyKeys("options.schools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-oak.org", "oak..org", "oak.org.", "*.oak.org", "oak org.com"})
    void refusesWhatIsNoDomain(String domain) {
        assertThat(errors(lists(null, null, null, List.of(domain), null))).hasSize(1);
    }

    @Test
    void leavesWhatIsNotNamedAndEmptiesWhatIsEmpty() {
        var before = options(
                List.of("a"),
                List.of("t"),
                List.of(PersonRole.STUDENT),
                List.of("oak.org"),
                List.of(PersonRole.PARENT));

        assertThat(lists(null, null, null, null, null).over(before)).isEqualTo(before);
        assertThat(lists(List.of(), null, null, List.of(), null).over(before))
                .isEqualTo(options(
                        List.of(), List.of("t"), List.of(PersonRole.STUDENT), List.of(), List.of(PersonRole.PARENT)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01:00            | 0 0 1 * * *",
                "23:59:30         | 30 59 23 * * *",
                "0 0 4 * * MON-FRI| 0 0 4 * * MON-FRI",
                "0 0 * * * *      | 0 0 * * * *"
            })
    void readsATimeOfTheDayAsTheExpressionThatMeansIt(String text, String cron) {
        var request = scheduled(new ScheduleRequest(
                null, text, "America/Chicago", List.of(new BlackoutRequest("2027-06-15", "2027-08-20"))));

        assertThat(errors(request)).isEmpty();
        assertThat(request.over(ImportOptions.DEFAULT).schedule())
                .isEqualTo(new ImportSchedule(
                        true,
                        cron,
                        "America/Chicago",
                        List.of(new Blackout(LocalDate.of(2027, 6, 15), LocalDate.of(2027, 8, 20)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tomorrow      | must be a time of the day",
                "25:00         | must be a time of the day",
                "0 1 * * *     | must be a time of the day",
                "0 0 0 31 2 *  | never comes",
                "0 */30 * * * *| more often than 24 times a day",
                "* * * * * *   | more often than 24 times a day"
            })
    void refusesASpecificationThatCannotBeASchedule(String cron, String reason) {
        assertThat(errors(scheduled(new ScheduleRequest(true, cron, null, null))))
                .hasEntrySatisfying(
                        "options.schedule.cron",
                        told -> assertThat(told).contains(reason).doesNotContain(cron));
    }

    @Test
    void namesWhatIsWrongWithZoneAndBlackouts() {
        var request = scheduled(new ScheduleRequest(
                true,
                null,
                "Springfield",
                Arrays.asList(
                        new BlackoutRequest("2027-06-15", "2027-06-14"),
                        new BlackoutRequest("15.6.2027", null),
                        null)));

        assertThat(errors(request))
                .containsOnlyKeys(
                        "options.schedule.zone",
                        "options.schedule.blackouts[0].to",
                        "options.schedule.blackouts[1].from",
                        "options.schedule.blackouts[1].to",
                        "options.schedule.blackouts[2]");
    }

    @Test
    void goesBackToTheInstallationsScheduleByAnEmptyOne() {
        var own = scheduled(new ScheduleRequest(false, "01:00", null, null)).over(ImportOptions.DEFAULT);

        assertThat(own.schedule().enabled()).isFalse();
        assertThat(scheduled(null).over(own)).isEqualTo(own);
        assertThat(scheduled(new ScheduleRequest(null, " ", "", null)).over(own).schedule())
                .isEqualTo(ImportSchedule.DEFAULT);
    }

    @Test
    void readsAboutWhichImportsTheDistrictIsMailed() {
        var known = new OptionsRequest(null, null, null, null, null, null, "PROBLEMS");
        var unknown = new OptionsRequest(null, null, null, null, null, null, "NEVER");

        assertThat(known.over(ImportOptions.DEFAULT).mails()).isEqualTo(MailPolicy.PROBLEMS);
        assertThat(errors(known)).isEmpty();
        assertThat(errors(unknown)).containsOnlyKeys("options.mails");
    }

    private static OptionsRequest scheduled(@Nullable ScheduleRequest schedule) {
        return new OptionsRequest(null, null, null, null, null, schedule, null);
    }

    private static OptionsRequest lists(
            @Nullable List<String> schools,
            @Nullable List<String> terms,
            @Nullable List<String> roles,
            @Nullable List<String> staffEmailDomains,
            @Nullable List<String> linkingRoles) {
        return new OptionsRequest(schools, terms, roles, staffEmailDomains, linkingRoles, null, null);
    }

    private static ImportOptions options(
            List<String> schools,
            List<String> terms,
            List<PersonRole> roles,
            List<String> staffEmailDomains,
            List<PersonRole> linkingRoles) {
        return new ImportOptions(
                schools,
                terms,
                roles,
                staffEmailDomains,
                linkingRoles,
                ImportSchedule.DEFAULT,
                MailPolicy.CHANGES_AND_PROBLEMS);
    }

    private static Map<String, String> errors(@Nullable OptionsRequest request) {
        var errors = new LinkedHashMap<String, String>();
        OptionsRules.check(errors, request);
        return errors;
    }
}
