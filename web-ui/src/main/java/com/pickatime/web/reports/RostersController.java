package com.pickatime.web.reports;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Class rosters: all classes, and one with its teachers and students. */
@Controller
@RequestMapping("/reports/classes")
class RostersController {

    private static final int PAGE = 100;

    private static final String CLASSES = "/businesses/{business}/classes";

    private static final ParameterizedTypeReference<ListPage<SchoolClass>> PAGES =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<List<Roster>> ROSTERS = new ParameterizedTypeReference<>() {};

    private final Services services;

    RostersController(Services services) {
        this.services = services;
    }

    record SchoolClass(
            String classId,
            @Nullable String title,
            @Nullable String code,
            @Nullable String location,
            List<String> periods) {}

    /** @param contactId null for somebody whom the roster has in the class and not among its people */
    record Member(
            @Nullable String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Member(" + contactId + ")";
        }
    }

    /** A class of one teacher. */
    record Roster(Member teacher, List<Member> students) {}

    @GetMapping
    Mono<Rendering> list(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String after) {
        return services.get(who, Service.CONTACTS, PAGES, CLASSES + "?limit={limit}&after={after}", PAGE, after)
                .map(found -> Rendering.view("web/report-classes")
                        .modelAttribute("classes", found)
                        .modelAttribute("after", after)
                        .build());
    }

    @GetMapping("/{roster}")
    Mono<Rendering> one(@AuthenticationPrincipal SignedIn who, @PathVariable String roster) {
        return services.get(who, Service.CONTACTS, ROSTERS, CLASSES + "/{class}/rosters", roster)
                .map(found -> Rendering.view("web/report-roster")
                        .modelAttribute("rosters", found)
                        .build());
    }
}
