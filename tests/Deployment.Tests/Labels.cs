using k8s.Models;

namespace CrmPlatform.Deployment.Tests;

/// <summary>Which labels a selector takes; an empty one takes all.</summary>
internal static class Labels
{
    public static bool Takes(this V1LabelSelector selector, IReadOnlyDictionary<string, string> labels) =>
        Takes(selector.MatchLabels, labels) && (selector.MatchExpressions ?? []).All(expression => Holds(expression, labels));

    public static bool Takes(IDictionary<string, string>? wanted, IReadOnlyDictionary<string, string> labels) =>
        wanted is null || wanted.All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value);

    private static bool Holds(V1LabelSelectorRequirement expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.Key);
        return expression.OperatorProperty switch
        {
            "In" => value is not null && expression.Values.Contains(value),
            "NotIn" => value is null || !expression.Values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => throw new InvalidOperationException($"There is no operator {expression.OperatorProperty}."),
        };
    }
}
