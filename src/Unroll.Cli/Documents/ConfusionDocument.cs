using System.Text.Json.Nodes;
using Unroll.Metrics;
using Unroll.Studies.Runs;

namespace Unroll.Cli.Documents;

/// <summary>
/// What became of each class, as JSON: "confusion" with labels and counts, whose rows are the true classes, and "classes" with precision, recall, f1, support;
/// of each class too, "others": how often the answer was none of the classes, where it ever was.
/// </summary>
static class ConfusionDocument
{
    public static void AddTo(JsonObject document, ConfusionMatrix matrix)
    {
        IEnumerable<int> classes = Enumerable.Range(0, matrix.Classes);
        document["confusion"] = new JsonObject
        {
            ["labels"] = new JsonArray([.. matrix.Labels.Select(label => (JsonNode)label)]),
            ["counts"] = new JsonArray([.. classes.Select(truth => new JsonArray([.. classes.Select(predicted => (JsonNode)matrix[truth, predicted])]))]),
        };
        if (matrix.HasOthers)
            document["confusion"]!["others"] = new JsonArray([.. classes.Select(truth => (JsonNode)matrix.Others(truth))]);
        document["classes"] = JsonOutput.Array(ClassTable.Of(matrix));
    }
}
