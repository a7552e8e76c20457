package com.pickatime.local.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A page as it came: where it came from, and the first form in it. */
public record HtmlPage(URI address, int status, String html) {

    private static final Pattern FORM = Pattern.compile("<form[^>]*>");
    private static final Pattern INPUT = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");

    /** Where the first form goes; the page's own address where it does not say. */
    public URI action() {
        var form = FORM.matcher(html);
        if (!form.find()) {
            throw new ProductException(0, "no form at " + address + " (" + status + "): " + text());
        }
        var action = attribute(form.group(), "action");
        return action.isEmpty() ? address : address.resolve(action);
    }

    /** The hidden fields, the first of each name. */
    public Map<String, String> hiddenFields() {
        var fields = new LinkedHashMap<String, String>();
        INPUT.matcher(html)
                .results()
                .map(input -> input.group())
                .forEach(input -> fields.putIfAbsent(attribute(input, "name"), attribute(input, "value")));
        return fields;
    }

    /** What a person reads, roughly. */
    public String text() {
        return HtmlUtils.htmlUnescape(
                        html.replaceAll("(?s)<(style|script).*?</\\1>", "").replaceAll("<[^>]*>", " "))
                .replaceAll("\\s+", " ");
    }

    private static String attribute(String tag, String name) {
        var attribute = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
        return attribute.find() ? HtmlUtils.htmlUnescape(attribute.group(1)) : "";
    }
}
