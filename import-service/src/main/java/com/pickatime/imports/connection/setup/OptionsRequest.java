package com.pickatime.imports.connection.setup;

import com.pickatime.events.PersonRole;
import com.pickatime.imports.connection.ImportOptions;
import com.pickatime.imports.connection.ImportSchedule;
import com.pickatime.imports.connection.ImportSchedule.Blackout;
import com.pickatime.imports.connection.MailPolicy;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants the options of an import to be; the README tells the fields. What is null stays what it is, an empty list
 * is no choice.
 */
record OptionsRequest(
        @Nullable List<String> schools,
        @Nullable List<String> terms,
        @Nullable List<String> roles,
        @Nullable List<String> staffEmailDomains,
        @Nullable List<String> linkingRoles,
        @Nullable ScheduleRequest schedule,
        @Nullable String mails) {

    /** What a caller wants the schedule to be; null or blank is as where there is no schedule. */
    record ScheduleRequest(
            @Nullable Boolean enabled,
            @Nullable String cron,
            @Nullable String zone,
            @Nullable List<BlackoutRequest> blackouts) {

        private ImportSchedule read() {
            return new ImportSchedule(
                    enabled == null || enabled,
                    cron == null || cron.isBlank() ? null : ScheduleRules.cron(cron),
                    zone == null || zone.isBlank() ? null : zone.strip(),
                    blackouts == null
                            ? List.of()
                            : blackouts.stream().map(BlackoutRequest::read).toList());
        }
    }

    /** From the first to the last day. */
    record BlackoutRequest(@Nullable String from, @Nullable String to) {

        private Blackout read() {
            return new Blackout(
                    LocalDate.parse(String.valueOf(from).strip()),
                    LocalDate.parse(String.valueOf(to).strip()));
        }
    }

    /** @throws IllegalArgumentException unless {@link OptionsRules} found nothing wrong */
    ImportOptions over(ImportOptions before) {
        return new ImportOptions(
                or(schools, before.schools(), sourceId -> sourceId),
                or(terms, before.terms(), sourceId -> sourceId),
                or(roles, before.roles(), PersonRole::valueOf),
                or(staffEmailDomains, before.staffEmailDomains(), domain -> domain.toLowerCase(Locale.ROOT)),
                or(linkingRoles, before.linkingRoles(), PersonRole::valueOf),
                schedule == null ? before.schedule() : schedule.read(),
                mails == null ? before.mails() : MailPolicy.valueOf(mails));
    }

    private static <T> List<T> or(@Nullable List<String> wanted, List<T> before, Function<String, T> read) {
        return wanted == null ? before : wanted.stream().map(read).toList();
    }
}
