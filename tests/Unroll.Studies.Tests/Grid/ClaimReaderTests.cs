using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

/// <summary>What claims say of figures, as it stands in JSON.</summary>
public sealed class ClaimReaderTests
{
    [Fact]
    public void Read_TakesATextAlone()
    {
        Claim claim = Assert.Single(Read("\"It runs.\"").Claims);
        Assert.Equal("It runs.", claim.Text);
        Assert.Empty(claim.Checks);
        Assert.Equal("by hand", Assert.Single(Read("{ \"text\": \"It runs.\", \"note\": \"by hand\" }").Claims).Note);
    }

    /// <summary>Values with commas between are not compared with each other.</summary>
    [Fact]
    public void Read_TakesAnOrder_AsPairsOfNeighbours()
    {
        var check = Assert.IsType<OrderCheck>(Check("\"axis\": \"units\", \"check\": \"4 < 8, 16<=32\""));
        Assert.Equal([("4", ClaimRelation.Below, "8"), ("4", ClaimRelation.Below, "16"), ("8", ClaimRelation.AtMost, "32"), ("16", ClaimRelation.AtMost, "32")],
            check.Pairs);
        Assert.Equal(("trainingLoss", "units"), (check.Metric, check.Axis));
    }

    [Fact]
    public void Read_TakesABound_OfTheCellsThatItIsAbout()
    {
        var check = Assert.IsType<BoundCheck>(Check("\"where\": { \"units\": [4, \"16\"] }, \"check\": \">= -1.5e-1\""));
        Assert.Equal((ClaimRelation.AtLeast, -0.15), (check.Relation, check.Bound));
        Assert.Equal(["4", "16"], check.Where["units"]);
    }

    /// <summary>What is first reached at a value is not reached before it.</summary>
    [Fact]
    public void Read_TakesAFirst_AsTheValueAndThoseBeforeIt()
    {
        IReadOnlyList<ClaimCheck> checks = Assert.Single(Read(Object("\"axis\": \"units\", \"check\": \"first >= 1 at 16\"")).Claims).Checks;
        BoundCheck[] bounds = [.. checks.Cast<BoundCheck>()];
        Assert.Equal([ClaimRelation.Below, ClaimRelation.AtLeast], bounds.Select(bound => bound.Relation));
        Assert.Equal([["4", "8"], ["16"]], bounds.Select(bound => bound.Where["units"]));
        Assert.Single(Assert.Single(Read(Object("\"axis\": \"units\", \"check\": \"first >= 1 at 4\"")).Claims).Checks);
    }

    [Theory]
    [InlineData("3", "$.claims[0]: an object {…} is expected, not 3")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\" }", "$.claims[0]: a claim that is checked needs both a \"figure\" and a \"check\"")]
    [InlineData("{ \"text\": \"t\", \"check\": \"> 1\" }", "$.claims[0]: a claim that is checked needs both a \"figure\" and a \"check\"")]
    [InlineData("{ \"text\": \"t\", \"where\": { \"units\": 4 } }", "$.claims[0]: a claim that is checked needs both a \"figure\" and a \"check\"")]
    [InlineData("{ \"text\": \"t\", \"figur\": \"trainingLoss\" }", "$.claims[0]: this version knows no option 'figur'; known are ")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLos\", \"check\": \"> 1\" }",
        "$.claims[0].figure: 'trainingLos' is not among the study's metrics: trainingLoss; did you mean 'trainingLoss'?")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"axis\": \"cell\", \"check\": \"4 < 8\" }",
        "$.claims[0].axis: the study has no axis 'cell'")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"axis\": \"units\", \"check\": \"4 < 9\" }",
        "$.claims[0].check: the axis 'units' has no value '9'; known are 4, 8, 16, 32")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"axis\": \"units\", \"check\": \"first > 1 at 9\" }",
        "$.claims[0].check: the axis 'units' has no value '9'; known are 4, 8, 16, 32")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"where\": { \"units\": 9 }, \"check\": \"> 1\" }",
        "$.claims[0].where.units: the axis 'units' has no value '9'; known are 4, 8, 16, 32")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"where\": { \"cell\": 9 }, \"check\": \"> 1\" }",
        "$.claims[0].where: the study has no axis 'cell'")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"check\": \"4 < 8\" }",
        "$.claims[0]: the check '4 < 8' names values of an axis; name it as \"axis\"")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"axis\": \"units\", \"check\": \"> 1\" }",
        "$.claims[0]: the check '> 1' names no value of an axis; leave out \"axis\"")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"axis\": \"units\", \"where\": { \"units\": 4 }, \"check\": \"4 < 8\" }",
        "$.claims[0].where: the check '4 < 8' goes along the axis 'units'; leave it out here")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"check\": \"> many\" }", "$.claims[0].check: 'many' is not a number")]
    [InlineData("{ \"text\": \"t\", \"figure\": \"trainingLoss\", \"check\": \"more\" }", "$.claims[0].check: 'more' is not understood; write \"gru < lstm\"")]
    public void Read_Throws_WithFileAndPath(string claim, string message)
    {
        string found = Assert.Throws<InputException>(() => Read(claim)).Message;
        Assert.StartsWith("study.json: " + message, found, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found);
    }

    /// <summary>The quick form has other values: what a claim says of one that it lacks is not measured there, and its own study.json can be read.</summary>
    [Fact]
    public void Quick_DoesNotMeasure_WhatItHasNoValueFor()
    {
        Study quick = Read($"{Object("\"axis\": \"units\", \"check\": \"4 < 8\"")}, {Object("\"axis\": \"units\", \"check\": \"4 < 32\"")}").Quick!;
        foreach (Study form in new[] { quick, StudyReader.Read(quick.Json, "quick.json") })
        {
            Assert.Equal([1, 0], form.Claims.Select(claim => claim.Checks.Count));
            Assert.Equal("the quick form has no units 32", form.Claims[1].Note);
        }
    }

    static string Object(string check) => $"{{ \"text\": \"t\", \"figure\": \"trainingLoss\", {check} }}";

    static ClaimCheck Check(string check) => Assert.Single(Assert.Single(Read(Object(check)).Claims).Checks);

    static Study Read(string claims) => StudyReader.Read($$"""
        {
          "name": "claims", "title": "Claims", "question": "Are they read?", "base": { "task": "memory", "words": ["helloworld"] },
          "axes": [{ "name": "units", "values": [4, 8, 16, 32] }], "figures": ["trainingLoss"], "claims": [{{claims}}],
          "quick": { "axes": { "units": [4, 8] } }
        }
        """, "study.json");
}
