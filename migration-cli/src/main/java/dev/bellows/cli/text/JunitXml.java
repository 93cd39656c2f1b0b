package dev.bellows.cli.text;

import dev.bellows.cli.lint.FailOn;
import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.lint.Finding;
import dev.bellows.lint.Severity;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as tests: a suite for each file, a test for each finding, and one that passes for a file without any. Jenkins,
 * GitLab and others read it: https://github.com/testmoapp/junitxml
 */
public final class JunitXml {
    private final Judgement judgement;
    private final FailOn failOn;
    private final String tagPrefix;
    private final XMLStreamWriter xml;

    private JunitXml(Judgement judgement, FailOn failOn, String tagPrefix, XMLStreamWriter xml) {
        this.judgement = judgement;
        this.failOn = failOn;
        this.tagPrefix = tagPrefix;
        this.xml = xml;
    }

    /** The whole document. */
    public static String of(Judgement judgement, FailOn failOn, String tagPrefix) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JunitXml(judgement, failOn, tagPrefix, xml).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written to", e);
        }
        return text.toString();
    }

    private void write() throws XMLStreamException {
        Map<String, List<Located>> byFile = new LinkedHashMap<>();
        judgement.files().forEach(file -> byFile.put(file, new ArrayList<>()));
        judgement.findings().forEach(each -> byFile.computeIfAbsent(each.path(), file -> new ArrayList<>())
                .add(each));
        xml.writeStartDocument("UTF-8", "1.0");
        start("\n", "testsuites");
        xml.writeAttribute("name", "bellows lint");
        counts(
                judgement.findings(),
                byFile.values().stream().filter(List::isEmpty).count());
        for (Map.Entry<String, List<Located>> file : byFile.entrySet()) {
            suite(file.getKey(), file.getValue());
        }
        end("\n");
        xml.writeEndDocument();
    }

    private void start(String before, String element) throws XMLStreamException {
        xml.writeCharacters(before);
        xml.writeStartElement(element);
    }

    private void end(String before) throws XMLStreamException {
        xml.writeCharacters(before);
        xml.writeEndElement();
    }

    private void counts(List<Located> findings, long passed) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(findings.size() + passed));
        xml.writeAttribute(
                "failures",
                String.valueOf(
                        findings.stream().filter(each -> fails(each.finding())).count()));
        xml.writeAttribute("errors", "0");
    }

    /** What fails the call fails its test; {@code never} speaks of the exit code only. */
    private boolean fails(Finding finding) {
        return finding.severity() == Severity.ERROR
                || (finding.severity() == Severity.WARNING && failOn != FailOn.ERROR);
    }

    private void suite(String file, List<Located> findings) throws XMLStreamException {
        start("\n  ", "testsuite");
        xml.writeAttribute("name", valid(file));
        counts(findings, findings.isEmpty() ? 1 : 0);
        if (findings.isEmpty()) {
            test(file, "nothing to say");
            xml.writeEndElement();
        }
        for (Located each : findings) {
            test(
                    file,
                    each.finding().rule() + " at " + each.region().line() + ":"
                            + each.region().column());
            xml.writeAttribute("line", String.valueOf(each.region().line()));
            outcome(each.finding());
            end("\n    ");
        }
        end("\n  ");
    }

    private void test(String file, String name) throws XMLStreamException {
        start("\n    ", "testcase");
        xml.writeAttribute("classname", valid(file));
        xml.writeAttribute("name", name);
        xml.writeAttribute("file", valid(file));
    }

    private void outcome(Finding finding) throws XMLStreamException {
        if (fails(finding)) {
            start("\n      ", "failure");
            xml.writeAttribute("type", finding.severity().name().toLowerCase(Locale.ROOT));
            xml.writeAttribute("message", valid(finding.message()));
        } else {
            start("\n      ", "system-out");
        }
        List<String> lines = new ArrayList<>(List.of(finding.message()));
        lines.addAll(FindingBody.of(finding, judgement.sizes(), tagPrefix));
        xml.writeCharacters(valid(String.join("\n", lines)));
        xml.writeEndElement();
    }

    /** XML has no way at all to write most control characters: https://www.w3.org/TR/xml/#charsets */
    private static String valid(String text) {
        return text.codePoints()
                .map(c -> c == '\n'
                                || c == '\t'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
