package dev.telltale.node.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {
  /** Made by a Python script from the RFC's text, with explicit trees and hashlib. */
  @ParameterizedTest(name = "{0} leaves")
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, e6c410a9745b0151d82d1a9f007b81f378a1588c3fb63dc634a2ab001379c3d2",
    "2, 82bbd1c5de08394573f035ab3871ffaa6d8aba80baf47c7b28fb2b167f18464e",
    "3, f1aed069e1b79c5f12193e715059c468eff1559a5c989c6d7c46bc29f4f84f6c",
    "7, 4b6939132387c5bf27ebaf5ac122810ce866eb0c7bf44082364b35c06f713aa6",
  })
  void rootOfLeavesNamedByTheirPlace(int leaves, String root) {
    List<byte[]> named =
        IntStream.range(0, leaves)
            .mapToObj(i -> ("leaf" + i).getBytes(StandardCharsets.UTF_8))
            .toList();

    assertThat(HexFormat.of().formatHex(MerkleTree.root(named))).isEqualTo(root);
  }

  /** The tree of eight leaves that Certificate Transparency's own tests use. */
  @ParameterizedTest(name = "first {0} leaves")
  @CsvSource({
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void certificateTransparency(int leaves, String root) {
    List<byte[]> all =
        List.of(
                "",
                "00",
                "10",
                "2021",
                "3031",
                "40414243",
                "5051525354555657",
                "606162636465666768696a6b6c6d6e6f")
            .stream()
            .map(HexFormat.of()::parseHex)
            .toList();

    assertThat(HexFormat.of().formatHex(MerkleTree.root(all.subList(0, leaves)))).isEqualTo(root);
  }
}
