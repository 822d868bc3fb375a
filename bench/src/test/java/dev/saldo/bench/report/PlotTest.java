package dev.saldo.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.bench.report.Curve.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PlotTest {
  @Test
  void aPlotIsAWellFormedPictureWithAPlaceForEachPoint() throws Exception {
    var ours = new Curve("ours <best>", true, List.of(new Point(1, 900), new Point(64, 20_000)));
    var theirs = new Curve("theirs", false, List.of(new Point(1, 800), new Point(64, 3_000)));
    var svg = Plot.draw("A & B", "here", List.of(new Plot.Panel("many", List.of(ours, theirs))));

    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("A & B");
    assertThat(svg).contains("ours &lt;best&gt;", "20,000", "concurrent callers");
  }

  @Test
  void moreIsHigher() {
    var curve = new Curve("c", true, List.of(new Point(1, 100), new Point(2, 200)));
    var svg = Plot.draw("t", "s", List.of(new Plot.Panel("p", List.of(curve))));
    var places = svg.substring(svg.indexOf("points=\"") + 8).split("\"", 2)[0].split("[ ,]");
    assertThat(Integer.parseInt(places[3])).isLessThan(Integer.parseInt(places[1]));
    assertThat(Integer.parseInt(places[2])).isGreaterThan(Integer.parseInt(places[0]));
  }
}
