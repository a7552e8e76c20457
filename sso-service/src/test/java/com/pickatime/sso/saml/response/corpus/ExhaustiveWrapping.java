package com.pickatime.sso.saml.response.corpus;

import static com.pickatime.sso.saml.response.idp.DraftResponse.child;

import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.xml.Xml;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** Wrapping without imagination: a forged assertion at every place of a signed response, and the genuine one likewise. */
public final class ExhaustiveWrapping {

    private ExhaustiveWrapping() {}

    /** Signed responses, each with a forged assertion put in somewhere. */
    public static List<byte[]> responses() {
        var responses = new ArrayList<byte[]>();
        for (var signed : List.of(
                DraftResponse.plain().signAssertion(), DraftResponse.plain().signResponse())) {
            var places = places(signed);
            for (int place = 0; place < places; place++) {
                for (int variant = 0; variant < 16; variant++) {
                    responses.add(moved(signed, place, variant));
                }
            }
        }
        return responses;
    }

    private static int places(DraftResponse signed) {
        var count = new int[1];
        signed.change(response -> count[0] = tree(response).size());
        return count[0];
    }

    /** Variants: same or other ID; with the signature or without; first or last; forged beside or in the place of genuine. */
    private static byte[] moved(DraftResponse signed, int place, int variant) {
        return signed.change(response -> {
                    var parent = tree(response).get(place);
                    var genuine = child(response, "Assertion");
                    var evil = (Element) genuine.cloneNode(true);
                    Wrapping.forge(evil, (variant & 1) == 0 ? "_evil" : "_assertion");
                    if ((variant & 2) == 0
                            && evil.getElementsByTagNameNS("*", "Signature").getLength() > 0) {
                        Wrapping.removeSignature(evil);
                    }
                    if ((variant & 8) == 0) {
                        parent.insertBefore(evil, (variant & 4) == 0 ? parent.getFirstChild() : null);
                    } else {
                        swap(response, parent, evil, (variant & 4) == 0);
                    }
                })
                .bytes();
    }

    private static void swap(Element response, Element parent, Element evil, boolean first) {
        var genuine = child(response, "Assertion");
        var inside = tree(genuine).indexOf(parent);
        response.replaceChild(evil, genuine);
        var place =
                inside < 0 ? parent : tree(evil).get(Math.min(inside, tree(evil).size() - 1));
        place.insertBefore(genuine, first ? place.getFirstChild() : null);
    }

    private static List<Element> tree(Element element) {
        var tree = new ArrayList<Element>();
        tree.add(element);
        Xml.children(element).forEach(child -> tree.addAll(tree(child)));
        return tree;
    }
}
