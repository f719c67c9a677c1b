import java.io.File;
import java.io.InputStream;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints one line for each rule of PDF/A-3a and PDF/UA-1 that a file breaks, as veraPDF finds it.
 *
 * <p>The profiles are read here and not by veraPDF, whose package from PyPI leaves out the library
 * that it reads them with.
 */
public class CheckPapers {
    private static final Map<String, PDFAFlavour> PROFILES =
            new TreeMap<>(Map.of("PDFA-3A", PDFAFlavour.PDFA_3_A, "PDFUA-1", PDFAFlavour.PDFUA_1));

    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        boolean areMet = true;
        for (Map.Entry<String, PDFAFlavour> one : PROFILES.entrySet()) {
            ValidationProfile profile = profileOf(one.getKey(), one.getValue());
            for (String file : files) {
                areMet &= isMet(file, profile);
            }
        }
        System.exit(areMet ? 0 : 1);
    }

    private static boolean isMet(String file, ValidationProfile profile) throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        Map<String, String> broken = new TreeMap<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour)) {
            for (TestAssertion one :
                    Foundries.defaultInstance()
                            .createValidator(profile, false)
                            .validate(parser)
                            .getTestAssertions()) {
                RuleId rule = one.getRuleId();
                String where = one.getMessage() + "\t" + one.getLocation().getContext();
                broken.putIfAbsent(rule.getClause() + "-" + rule.getTestNumber(), where);
            }
        }
        broken.forEach((rule, where) -> System.out.println(
                file + "\t" + flavour.getId() + "\t" + rule + "\t" + where));
        return broken.isEmpty();
    }

    private static ValidationProfile profileOf(String name, PDFAFlavour flavour) throws Exception {
        String place = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream xml = Profiles.class.getResourceAsStream(place)) {
            Document read = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
            return Profiles.profileFromValues(
                    flavour,
                    Profiles.profileDetailsFromValues(name, name, "", new Date()),
                    "",
                    rulesOf(read),
                    variablesOf(read));
        }
    }

    private static Set<Rule> rulesOf(Document read) {
        Set<Rule> rules = new HashSet<>();
        NodeList found = read.getElementsByTagName("rule");
        for (int i = 0; i < found.getLength(); i++) {
            Element rule = (Element) found.item(i);
            Element id = (Element) rule.getElementsByTagName("id").item(0);
            String says = textOf(rule, "description");
            rules.add(
                    Profiles.ruleFromValues(
                            Profiles.ruleIdFromValues(
                                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                                    id.getAttribute("clause"),
                                    Integer.parseInt(id.getAttribute("testNumber"))),
                            rule.getAttribute("object"),
                            rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                            rule.getAttribute("tags"),
                            says,
                            textOf(rule, "test"),
                            Profiles.errorFromValues(says, List.of()),
                            List.of()));
        }
        return rules;
    }

    private static Set<Variable> variablesOf(Document read) {
        Set<Variable> variables = new HashSet<>();
        NodeList found = read.getElementsByTagName("variable");
        for (int i = 0; i < found.getLength(); i++) {
            Element one = (Element) found.item(i);
            variables.add(
                    Profiles.variableFromValues(
                            one.getAttribute("name"),
                            one.getAttribute("object"),
                            textOf(one, "defaultValue"),
                            textOf(one, "value")));
        }
        return variables;
    }

    private static String textOf(Element of, String name) {
        return of.getElementsByTagName(name).item(0).getTextContent();
    }
}
