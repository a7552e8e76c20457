package com.pickatime.sso.saml.xml;

import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** Stops at every complaint of the parser and prints none; the parser's own handler writes to the terminal. */
final class StrictErrorHandler implements ErrorHandler {

    @Override
    public void warning(SAXParseException complaint) throws SAXParseException {
        throw complaint;
    }

    @Override
    public void error(SAXParseException complaint) throws SAXParseException {
        throw complaint;
    }

    @Override
    public void fatalError(SAXParseException complaint) throws SAXParseException {
        throw complaint;
    }
}
