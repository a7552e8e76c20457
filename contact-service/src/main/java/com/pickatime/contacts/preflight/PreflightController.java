package com.pickatime.contacts.preflight;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.directory.RosterOrigins;
import com.pickatime.contacts.directory.RosterOrigins.Origin;
import com.pickatime.contacts.links.LinkPolicies;
import com.pickatime.contacts.links.LinkSettings;
import com.pickatime.contacts.links.ShareBirthDates;
import com.pickatime.contacts.preflight.BirthDates.Counted;
import com.pickatime.platform.ids.BusinessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Says whether a business can invite parents to link, and if not, why and what to do. */
@RestController
class PreflightController {

    private final BirthDates birthDates;
    private final LinkPolicies policies;
    private final RosterOrigins origins;

    PreflightController(BirthDates birthDates, LinkPolicies policies, RosterOrigins origins) {
        this.birthDates = birthDates;
        this.policies = policies;
        this.origins = origins;
    }

    /**
     * How birth dates stand.
     *
     * @param clicks what to do where the roster is read, if it came without birth dates
     * @param reasons why parents cannot be invited yet; empty if they can
     * @param advice what does not stand against it, and is worth to be thought of before
     */
    record Preflight(
            @JsonUnwrapped Counted counted,
            String clicks,
            boolean readyToInviteParents,
            List<String> reasons,
            List<String> advice) {

        static Preflight of(Counted counted, LinkSettings settings, Origin origin) {
            var clicks = ShareBirthDates.words(origin);
            var reasons = standingAgainst(counted, clicks);
            return new Preflight(counted, clicks, reasons.isEmpty(), reasons, settings.advice());
        }
    }

    @GetMapping("/businesses/{businessId:[^:]+}/birth-date-preflight")
    Mono<Preflight> look(@PathVariable BusinessId businessId) {
        return Mono.zip(policies.of(businessId), origins.of(businessId))
                .flatMap(known ->
                        birthDates.of(businessId).map(counted -> Preflight.of(counted, known.getT1(), known.getT2())));
    }

    private static List<String> standingAgainst(Counted counted, String clicks) {
        var reasons = new ArrayList<String>();
        if (counted.students() == 0) {
            reasons.add("There are no students yet. Import the roster first.");
        }
        if (counted.studentsWithoutBirthDate() > 0) {
            reasons.add(count(counted.studentsWithoutBirthDate(), "student has", "students have")
                    + " no birth date, so that "
                    + count(counted.parentsAffected(), "parent", "parents")
                    + " cannot link to them. " + clicks);
        }
        if (counted.quarantinedStudents() > 0) {
            reasons.add("Of "
                    + count(counted.quarantinedStudents(), "student", "students")
                    + " somebody has to decide first who it is, because the roster gave a source ID another name and another"
                    + " birth date. Nobody can link to them until then.");
        }
        return reasons;
    }

    private static String count(long number, String one, String several) {
        return String.format(Locale.US, "%,d %s", number, number == 1 ? one : several);
    }
}
