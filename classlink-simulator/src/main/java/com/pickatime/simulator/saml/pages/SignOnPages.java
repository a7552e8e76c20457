package com.pickatime.simulator.saml.pages;

import com.pickatime.simulator.district.DistrictSettings;
import com.pickatime.simulator.saml.accounts.Accounts.Group;
import com.pickatime.simulator.saml.accounts.Person;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The pages, each made of templates. */
@Component
public class SignOnPages {

    private final DistrictSettings district;

    SignOnPages(DistrictSettings district) {
        this.district = district;
    }

    /** Everybody who can sign in; {@code target} is where the chosen one goes on. */
    public ResponseEntity<String> signIn(List<Group> groups, String words, String target) {
        var people = Html.join(groups.stream().map(group -> group(group, target)));
        var content = Html.template(
                "sign-in.html",
                Map.of(
                        "words",
                        Html.text(words),
                        "target",
                        Html.text(target),
                        "people",
                        groups.isEmpty() ? Html.text("Nobody in the district matches.") : people));
        return page("Sign in to ClassLink", content, 200);
    }

    /** LaunchPad of somebody who is signed in. */
    public ResponseEntity<String> launchpad(Person person) {
        var content = Html.template("launchpad.html", Map.of("name", Html.text(person.displayName())));
        return page("LaunchPad", content, 200);
    }

    /** A form with a response that posts itself, or on a click where scripts are off. */
    public ResponseEntity<String> post(URI acsUrl, String response, @Nullable String relayState) {
        var relay = relayState == null
                ? Html.NOTHING
                : Html.template("relay-state.html", Map.of("relayState", Html.text(relayState)));
        var content = Html.template(
                "post.html",
                Map.of("acs", Html.text(acsUrl.toString()), "response", Html.text(response), "relay", relay));
        return page("Signing you in", content, 200);
    }

    /** A page that says one thing. */
    public ResponseEntity<String> message(String title, String text, int status) {
        return page(title, Html.template("message.html", Map.of("text", Html.text(text))), status);
    }

    private ResponseEntity<String> page(String title, Html content, int status) {
        var page = Html.template(
                "page.html",
                Map.of("title", Html.text(title), "district", Html.text(district.districtName()), "content", content));
        return ResponseEntity.status(HttpStatusCode.valueOf(status))
                .contentType(MediaType.TEXT_HTML)
                .header("Cache-Control", "no-store")
                .body(page.markup());
    }

    private static Html group(Group group, String target) {
        var people = Html.join(group.people().stream().map(person -> person(person, target)));
        return Html.template("group.html", Map.of("title", Html.text(group.title()), "people", people));
    }

    private static Html person(Person person, String target) {
        return Html.template(
                "person.html",
                Map.of(
                        "id", Html.text(person.id()),
                        "target", Html.text(target),
                        "name", Html.text(person.displayName()),
                        "email", Html.text(person.email().isEmpty() ? "no e-mail address" : person.email()),
                        "sourcedId", Html.text(person.sourcedId().isEmpty() ? "no sourcedId" : person.sourcedId())));
    }
}
