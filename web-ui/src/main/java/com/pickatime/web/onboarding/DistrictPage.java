package com.pickatime.web.onboarding;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.importer.ConnectionCheck;
import com.pickatime.web.services.Parts;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.Services.Tagged;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Administrator;
import com.pickatime.web.setup.Form;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Shows one district to the onboarding team. A service that is away takes only its own part of the page along. */
@Component
class DistrictPage {

    private static final int ADMINISTRATORS = 50;
    private static final ParameterizedTypeReference<ListPage<Administrator>> ADMINISTRATOR_PAGE =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Run>> RUNS = new ParameterizedTypeReference<>() {};

    private final Services services;

    DistrictPage(Services services) {
        this.services = services;
    }

    /** The district's last import. */
    record Run(String mode, String state, Instant requestedAt) {}

    /**
     * What was just sent, and stands in the page instead of what is saved.
     *
     * @param check what a look at the server showed; null if nobody looked
     */
    record Sent(
            @Nullable Form district,
            @Nullable Form invitation,
            @Nullable Form options,
            @Nullable ConnectionCheck check,
            HttpStatus status) {

        static final Sent NOTHING = new Sent(null, null, null, null, HttpStatus.OK);

        static Sent checked(ConnectionCheck check) {
            return new Sent(null, null, null, check, HttpStatus.OK);
        }

        /** With all that was typed but the secret, which no page shows. */
        static Sent refused(Map<String, String> entered, Refusal refusal) {
            var shown = new LinkedHashMap<>(entered);
            shown.remove(District.SECRET);
            return new Sent(Form.refused(shown, refusal).prefixed(District.PREFIX), null, null, null, refusal.status());
        }

        static Sent options(Map<String, String> entered, Refusal refusal) {
            var form = Form.refused(entered, refusal);
            return new Sent(
                    null,
                    null,
                    new Form(
                            form.entered(),
                            ImportOptions.wrong(form.wrong()),
                            form.refusal(),
                            form.overtaken(),
                            form.lost()),
                    null,
                    refusal.status());
        }

        /** The name that was chosen for the district is another business's. */
        static Sent taken(Map<String, String> entered) {
            return new Sent(
                    Form.wrong(entered, Map.of(District.BUSINESS, "is taken")), null, null, null, HttpStatus.CONFLICT);
        }

        static Sent invitation(Map<String, String> entered, Refusal refusal) {
            return new Sent(null, Form.refused(entered, refusal), null, null, refusal.status());
        }
    }

    /** @param at the business that the district is */
    Mono<Rendering> show(SignedIn at, Sent sent) {
        var connection = services.getTagged(at, Service.IMPORTS, District.class, "/connections/{business}");
        var administrators = Parts.of(services.get(
                at,
                Service.SSO,
                ADMINISTRATOR_PAGE,
                "/businesses/{business}/administrators?limit={limit}",
                ADMINISTRATORS));
        var runs = Parts.of(services.get(at, Service.IMPORTS, RUNS, "/businesses/{business}/imports?limit=1"));
        return Mono.zip(connection, administrators, runs)
                .map(parts -> page(sent, parts.getT1(), parts.getT2(), parts.getT3()));
    }

    private static Rendering page(
            Sent sent,
            Tagged<District> connection,
            Optional<ListPage<Administrator>> administrators,
            Optional<ListPage<Run>> runs) {
        var district = connection.value();
        return Rendering.view("web/onboarding-district")
                .status(sent.status())
                .modelAttribute("district", district)
                .modelAttribute("tag", connection.tag())
                .modelAttribute("districtForm", form(sent.district(), district.fields()))
                .modelAttribute(
                        "invitationForm", Objects.requireNonNullElseGet(sent.invitation(), () -> Form.of(Map.of())))
                .modelAttribute(
                        "optionsForm",
                        form(
                                sent.options(),
                                district.options() == null
                                        ? Map.of()
                                        : district.options().fields()))
                .modelAttribute("roles", ImportOptions.ROLES)
                .modelAttribute("linkingRoles", ImportOptions.LINKING_ROLES)
                .modelAttribute("mailPolicies", ImportOptions.MAILS)
                .modelAttribute("check", sent.check() == null ? List.of() : List.of(sent.check()))
                .modelAttribute("administrators", Parts.shown(administrators))
                .modelAttribute(
                        "lastImport",
                        Parts.shown(runs.flatMap(found -> found.items().stream().findFirst())))
                .modelAttribute("sources", District.SOURCES)
                .modelAttribute("authentications", District.AUTHENTICATIONS)
                .modelAttribute("versions", District.VERSIONS)
                .modelAttribute("contactIdFields", District.CONTACT_ID_FIELDS)
                .build();
    }

    /** What is saved where nothing was sent, a button was refused, or somebody else was first. */
    private static Form form(@Nullable Form sent, Map<String, String> saved) {
        if (sent == null) {
            return Form.of(saved);
        }
        if (sent.overtaken()) {
            return sent.over(saved);
        }
        return sent.entered().isEmpty() ? new Form(saved, sent.wrong(), sent.refusal(), false, Map.of()) : sent;
    }
}
