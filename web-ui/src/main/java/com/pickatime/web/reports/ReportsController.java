package com.pickatime.web.reports;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Event;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.Locale;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reports: of the account, and of an event to choose. */
@Controller
@RequestMapping("/reports")
class ReportsController {

    private static final ParameterizedTypeReference<ListPage<Event>> EVENTS = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final EventReports reports;

    ReportsController(Services services, EventReports reports) {
        this.services = services;
        this.reports = reports;
    }

    /** Which report is shown. */
    record Shown(String event, Report report, String after) {

        /** Of the page with another start; blank for the first. */
        public String page(String from) {
            return address("", from);
        }

        public String export() {
            return address("/export", "");
        }

        public String print() {
            return address("/print", "");
        }

        private String address(String what, String from) {
            return ListAddress.of(
                    "/reports/event" + what,
                    ListAddress.fields("event", event, "report", report.name(), "after", from));
        }
    }

    @GetMapping
    Mono<Rendering> choose(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String event) {
        return services.get(who, Service.CONFERENCES, EVENTS, Event.ALL + "?limit={limit}", ListPage.LARGEST)
                .map(events -> Rendering.view("web/reports")
                        .modelAttribute("events", events.items())
                        .modelAttribute("event", event)
                        .modelAttribute("reports", Report.values())
                        .build());
    }

    @GetMapping("/event")
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String report,
            @RequestParam(defaultValue = "") String after,
            Locale locale) {
        return page(who, new Shown(event, report(report), after), false, locale);
    }

    /** All of it on one page, to be printed. */
    @GetMapping("/event/print")
    Mono<Rendering> print(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String report,
            Locale locale) {
        return page(who, new Shown(event, report(report), ""), true, locale);
    }

    private Mono<Rendering> page(SignedIn who, Shown shown, boolean whole, Locale locale) {
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, Event.class, Event.ONE, shown.event()),
                        reports.table(who, shown.event(), shown.report(), shown.after(), whole, locale))
                .map(parts -> Rendering.view("web/report")
                        .modelAttribute("event", parts.getT1())
                        .modelAttribute("table", parts.getT2())
                        .modelAttribute("shown", shown)
                        .modelAttribute("whole", whole)
                        .modelAttribute("most", EventReports.MOST_PRINTED)
                        .build());
    }

    /** All of it as a table, passed on as it comes. */
    @GetMapping("/event/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String event,
            @RequestParam(defaultValue = "") String report) {
        var wanted = report(report);
        var name = wanted.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".csv";
        return reports.export(who, event, wanted).map(rows -> CsvFile.of(name, rows));
    }

    private static Report report(String name) {
        return Report.named(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
