package com.pickatime.web.pages;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;

/** A table that a browser saves and no cache keeps, for it names people. */
public final class CsvFile {

    private CsvFile() {}

    /** Passes the rows on as they come, in UTF-8. */
    public static ResponseEntity<Flux<DataBuffer>> of(String name, Flux<DataBuffer> rows) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .cacheControl(CacheControl.noStore())
                .body(rows);
    }
}
