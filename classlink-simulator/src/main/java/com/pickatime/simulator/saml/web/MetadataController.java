package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.messages.MetadataWriter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The address that a district copies into pickAtime: "IDP Metadata URL". */
@RestController
class MetadataController {

    private final MetadataWriter writer;

    MetadataController(MetadataWriter writer) {
        this.writer = writer;
    }

    @GetMapping(path = "/saml/metadata", produces = "application/samlmetadata+xml")
    Mono<String> metadata() {
        return Mono.fromCallable(writer::write).subscribeOn(Schedulers.boundedElastic());
    }
}
