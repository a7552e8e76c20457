package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.oneroster.FakeServer.Reply;
import com.pickatime.imports.source.oneroster.FakeServer.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A OneRoster server with a few rows of everything, and the faults that real ones have. */
public final class FakeDistrict implements Function<Request, Reply> {

    private final Map<String, List<String>> rows = new HashMap<>();
    private final Map<String, Reply> fixed = new HashMap<>();
    private final Deque<Reply> failures = new ArrayDeque<>();
    private int cap = Integer.MAX_VALUE;
    private boolean counts = true;
    private boolean ignoresOffset;
    private int announcedTooMany;
    private boolean links;
    private boolean totalsThePage;
    private boolean turning;
    private int mostAccepted = Integer.MAX_VALUE;
    private int shortPageAt = -1;
    private int shortPageRows;
    private Set<Integer> hidden = Set.of();
    private int behindTheEnd = 200;
    private @Nullable IntFunction<String> revisions;
    private int served;
    private IntBinaryOperator start = (offset, limit) -> offset;

    public FakeDistrict() {
        with("orgs", "{'sourcedId':'school','status':'active','name':'School','type':'school'}");
        with("academicSessions", "{'sourcedId':'fall','title':'Fall','type':'term','startDate':'2026-08-01'}");
        with("courses", "{'sourcedId':'math','title':'Math'}");
        with("classes", "{'sourcedId':'math-1','title':'Math 1','school':{'sourcedId':'school'}}");
        with("users", user("student", "student"));
        with("enrollments", enrollment("enrollment", "student"));
        with("demographics", birthDate("student", "2012-12-30"));
    }

    public static String user(String id, String role) {
        return "{'sourcedId':'" + id + "','status':'active','enabledUser':'true','givenName':'G','familyName':'F',"
                + "'role':'" + role + "','email':'" + id + "@example.org','orgs':[{'href':'http://elsewhere.invalid/o',"
                + "'sourcedId':'school','type':'org'}],'password':'secret','phone':'555'}";
    }

    static List<String> users(int count) {
        return IntStream.range(0, count).mapToObj(i -> user("u" + i, "student")).toList();
    }

    static String enrollment(String id, String user) {
        return "{'sourcedId':'" + id + "','class':{'sourcedId':'math-1'},'user':{'sourcedId':'" + user
                + "'},'role':'student'}";
    }

    static String birthDate(String id, String date) {
        return "{'sourcedId':'" + id + "','birthDate':'" + date + "'}";
    }

    /** Replaces the rows of a collection; JSON with single quotes. */
    public FakeDistrict with(String collection, String... json) {
        return with(collection, List.of(json));
    }

    FakeDistrict with(String collection, List<String> json) {
        rows.put(collection, json.stream().map(row -> row.replace('\'', '"')).toList());
        return this;
    }

    /** Answers every request for a collection with this. */
    FakeDistrict answering(String collection, Reply reply) {
        fixed.put(collection, reply);
        return this;
    }

    /** Fails the next requests, whatever they ask for. */
    FakeDistrict failing(Reply... replies) {
        failures.addAll(List.of(replies));
        return this;
    }

    FakeDistrict cappingTheLimitAt(int most) {
        cap = most;
        return this;
    }

    FakeDistrict withoutCounts() {
        counts = false;
        return this;
    }

    FakeDistrict ignoringTheOffset() {
        ignoresOffset = true;
        return this;
    }

    /** Takes for the first row of a page of users what this makes of offset and limit. */
    FakeDistrict startingAt(IntBinaryOperator ofOffsetAndLimit) {
        start = ofOffsetAndLimit;
        return this;
    }

    FakeDistrict announcingTooMany(int more) {
        announcedTooMany = more;
        return this;
    }

    /** Says in {@code Link} headers what comes next, and which page is the last. */
    FakeDistrict linking() {
        links = true;
        return this;
    }

    /** Calls the number of a page's rows the number of all. */
    FakeDistrict totallingThePage() {
        totalsThePage = true;
        return this;
    }

    /** Ignores the order that is asked for: each further page is cut from rows that have moved by one. */
    FakeDistrict turningItsRows(boolean turns) {
        turning = turns;
        return this;
    }

    /** Refuses larger pages with status 400. */
    FakeDistrict acceptingLimitsTo(int most) {
        mostAccepted = most;
        return this;
    }

    /** Sends fewer rows than there are on the page that begins at {@code offset}. */
    FakeDistrict withAShortPageAt(int offset, int rows) {
        shortPageAt = offset;
        shortPageRows = rows;
        return this;
    }

    /** Leaves rows out after the pages were cut. */
    FakeDistrict hiding(Integer... places) {
        hidden = Set.of(places);
        return this;
    }

    /** The status of a page that begins behind the last row. */
    FakeDistrict answeringBehindTheEndWith(int status) {
        behindTheEnd = status;
        return this;
    }

    /** The revision that each answer carries, by its number. */
    FakeDistrict withRevisions(IntFunction<String> byAnswer) {
        revisions = byAnswer;
        return this;
    }

    @Override
    public synchronized Reply apply(Request request) {
        var failure = failures.poll();
        if (failure != null) {
            return failure;
        }
        var collection = request.collection();
        var reply = fixed.get(collection);
        return reply == null ? page(collection, request.number("limit"), startOf(request)) : reply;
    }

    private int startOf(Request request) {
        int offset = request.number("offset");
        return request.collection().equals("users") ? start.applyAsInt(offset, request.number("limit")) : offset;
    }

    private Reply page(String collection, int limit, int offset) {
        if (limit > mostAccepted) {
            return Reply.status(400);
        }
        var all = new ArrayList<>(rows.getOrDefault(collection, List.of()));
        if (turning) {
            Collections.rotate(all, offset == 0 ? 0 : 1);
        }
        int from = ignoresOffset ? 0 : Math.min(offset, all.size());
        if (from == all.size() && offset > 0 && behindTheEnd != 200) {
            return Reply.status(behindTheEnd);
        }
        int most = offset == shortPageAt ? shortPageRows : Math.min(limit, cap);
        int to = (int) Math.min(all.size(), (long) from + most);
        var page = IntStream.range(from, to)
                .filter(place -> !hidden.contains(place))
                .mapToObj(all::get)
                .toList();
        var headers = new HashMap<String, String>();
        if (counts) {
            headers.put("x-count", Integer.toString(page.size()));
            headers.put(
                    "x-total-count",
                    Integer.toString(totalsThePage ? page.size() : all.size() - hidden.size() + announcedTooMany));
        }
        if (links) {
            headers.put("Link", links(collection, limit, to, all.size()));
        }
        if (revisions != null) {
            headers.put("x-perm-rev", revisions.apply(served++));
        }
        return new Reply(
                200, headers, page.stream().collect(Collectors.joining(",", "{\"" + collection + "\":[", "]}")));
    }

    private static String links(String collection, int limit, int next, int rows) {
        var address = "<https://elsewhere.invalid/" + collection + "?limit=" + limit + "&offset=%d>; rel=\"%s\"";
        var last = String.format(address, Math.max(0, (rows - 1) / limit * limit), "last");
        return next < rows ? String.format(address, next, "next") + ", " + last : last;
    }
}
