package com.pickatime.web.session;

import com.pickatime.platform.access.AccessLevel;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which page is for whom, from which access level on; what no line names is for nobody.
 *
 * <p>It keeps people from pages that could show them nothing. What they may read and change the services decide.
 */
enum PageAccess {
    HOME("/", AccessLevel.CUSTOMER),
    CHILDREN("/children/**", AccessLevel.CUSTOMER),
    DASHBOARD("/dashboard/**", AccessLevel.ADMINISTRATOR),
    CONTACTS("/contacts/**", AccessLevel.ADMINISTRATOR),
    IMPORTER("/importer/**", AccessLevel.ADMINISTRATOR),
    GLOBAL_SETUP("/global-setup/**", AccessLevel.ADMINISTRATOR),
    NOTIFICATIONS("/notifications/**", AccessLevel.ADMINISTRATOR);

    private final PathPattern pattern;
    private final AccessLevel atLeast;

    PageAccess(String pattern, AccessLevel atLeast) {
        this.pattern = PathPatternParser.defaultInstance.parse(pattern);
        this.atLeast = atLeast;
    }

    /** Who may see a page; empty for a page that is none. */
    static Optional<AccessLevel> of(PathContainer path) {
        return Arrays.stream(values())
                .filter(page -> page.pattern.matches(path))
                .map(page -> page.atLeast)
                .findFirst();
    }
}
