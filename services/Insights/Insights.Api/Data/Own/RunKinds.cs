namespace CrmPlatform.Insights.Data.Own;

/// <summary>What runs are called whose results others than their own feature read.</summary>
internal static class RunKinds
{
    public const string Values = "clv";
}
