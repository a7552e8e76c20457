package com.pickatime.imports.run.api;

import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.upload.Uploads;
import com.pickatime.platform.web.Problems;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks for an import because somebody wants one now. */
@Component
class StartImport {

    private final ImportPermission permission;
    private final ImportRequests requests;
    private final Uploads uploads;

    StartImport(ImportPermission permission, ImportRequests requests, Uploads uploads) {
        this.permission = permission;
        this.requests = requests;
        this.uploads = uploads;
    }

    /** Imports from where the connection says, and gives the run's id. */
    Mono<String> execute(String businessId, ImportMode mode) {
        return permission
                .require(businessId, mode)
                .doOnNext(connection -> requireType(connection, false))
                .flatMap(connection -> requests.request(businessId, RunOrder.of(mode, ImportTrigger.MANUAL)));
    }

    /** Imports the zip file that is sent, and gives the run's id. */
    Mono<String> execute(String businessId, ImportMode mode, Flux<DataBuffer> zip) {
        return permission
                .require(businessId, mode)
                .doOnNext(connection -> requireType(connection, true))
                .flatMap(connection -> uploads.keep(businessId, zip))
                .flatMap(upload -> requests.request(businessId, RunOrder.ofUpload(mode, upload))
                        .onErrorResume(failure -> uploads.delete(upload).then(Mono.error(failure))));
    }

    private static void requireType(Connection connection, boolean file) {
        if (file != (connection.sourceType() == SourceType.FILE)) {
            throw Problems.conflict(
                    file
                            ? "This connection reads from a server: ask with JSON, or PUT it with source FILE first."
                            : "This connection reads uploaded files: send the zip, with content type application/zip.");
        }
    }
}
