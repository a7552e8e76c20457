package com.pickatime.sso.signin;

import com.pickatime.platform.pages.LocalPath;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Redirects that nobody keeps, and that are followed by GET. */
final class Redirects {

    private Redirects() {}

    static ResponseEntity<Void> to(URI address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .cacheControl(CacheControl.noStore())
                .location(address)
                .build();
    }

    /** The account page stands in for a path that is none of ours, or not fit for a header. */
    static ResponseEntity<Void> to(String path) {
        var local = LocalPath.of(path).orElse(LocalPath.HOME);
        try {
            return to(new URI(local.value()));
        } catch (URISyntaxException unfit) {
            return to(URI.create(LocalPath.HOME.value()));
        }
    }
}
