using System.Xml.Linq;
using Unroll.Reports.Grid;
using Unroll.Reports.Markup;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Tests.Grid;

public class ClaimListTests
{
    public static TheoryData<string> Studies => [.. StudyRegistry.Names];

    /// <summary>Where a study has been trained, every claim that names a figure has one, and its verdict stands in its line.</summary>
    [Theory]
    [MemberData(nameof(Studies))]
    public void EveryClaim_StandsWithItsVerdict(string name)
    {
        StudyResult result = MadeUpResults.Of(StudyRegistry.Find(name));
        Assert.All(result.Claims, one => Assert.Equal(one.Claim.Checks.Count == 0, one.Verdict == ClaimVerdict.NotMeasured));
        XElement[] lines = [.. ClaimList.Of(result).SelectMany(part => part.Elements("li"))];
        Assert.Equal(result.Claims.Select(one => $"{one.Word} {one.Claim.Text} {one.Evidence}"), lines.Select(line => line.Value));
    }

    [Fact]
    public void Claims_BecomeNoElements()
    {
        Study study = StudyRegistry.Find("e1-digits") with { Claims = [new Claim("<script>1 < 2</script>") { Note = "\"a\" & b" }] };
        string text = string.Concat(ClaimList.Of(MadeUpResults.Of(study)).Select(Html.ToText));
        Assert.Contains("&lt;script&gt;1 &lt; 2&lt;/script&gt; <span class=\"note\">\"a\" &amp; b</span>", text, StringComparison.Ordinal);
        Assert.Contains("<strong class=\"notmeasured\">not measured</strong>", text, StringComparison.Ordinal);
    }
}
