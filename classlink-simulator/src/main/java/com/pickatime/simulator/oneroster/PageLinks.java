package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.query.PageRequest;
import com.pickatime.simulator.query.RecordPage;
import java.net.URI;
import java.util.ArrayList;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a page's neighbours are.
 *
 * @param uri of the page, as it was asked for
 * @param request as it was granted
 */
record PageLinks(URI uri, PageRequest request, RecordPage page) {

    /** The {@code Link} header. */
    String all() {
        var last = Math.max(0, page.total() - 1) / request.limit() * request.limit();
        return withoutLast() + ", " + link(last, "last");
    }

    /** The {@code Link} header of a server that does not know how many pages there are. */
    String withoutLast() {
        var links = new ArrayList<String>();
        var next = request.offset() + page.size();
        if (next < page.total()) {
            links.add(link(next, "next"));
        }
        if (request.offset() > 0) {
            links.add(link(Math.max(0, request.offset() - request.limit()), "prev"));
        }
        links.add(link(0, "first"));
        return String.join(", ", links);
    }

    private String link(int offset, String relation) {
        var target = UriComponentsBuilder.fromUri(uri)
                .replaceQueryParam("limit", request.limit())
                .replaceQueryParam("offset", offset)
                .build(true);
        return "<" + target + ">; rel=\"" + relation + "\"";
    }
}
