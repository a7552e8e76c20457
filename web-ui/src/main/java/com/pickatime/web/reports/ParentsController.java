package com.pickatime.web.reports;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Meeting.Person;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Parents who never signed in, and so may not know of an event. */
@Controller
@RequestMapping("/reports/parents")
class ParentsController {

    private static final int PAGE = 100;

    private static final String PARENTS = "/businesses/{business}/reports/parents-never-signed-in";

    private static final ParameterizedTypeReference<ListPage<Listed>> PAGES = new ParameterizedTypeReference<>() {};

    private final Services services;

    ParentsController(Services services) {
        this.services = services;
    }

    record Listed(Person parent) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Listed";
        }
    }

    @GetMapping
    Mono<Rendering> list(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String after) {
        return services.get(who, Service.CONFERENCES, PAGES, PARENTS + "?limit={limit}&after={after}", PAGE, after)
                .map(found -> Rendering.view("web/report-parents")
                        .modelAttribute("parents", found)
                        .modelAttribute("after", after)
                        .build());
    }

    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(@AuthenticationPrincipal SignedIn who) {
        return services.download(who, Service.CONFERENCES, PARENTS + "/export")
                .map(rows -> CsvFile.of("parents-never-signed-in.csv", rows));
    }
}
