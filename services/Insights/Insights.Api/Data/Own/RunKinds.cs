namespace CrmPlatform.Insights.Data.Own;

/// <summary>What runs are called whose results others than their own feature read.</summary>
internal static class RunKinds
{
    public const string Values = "clv";

    /// <summary>Values under suppositions of somebody's: to be read, and a ground for zones, warnings and the history of equity only where there are no others.</summary>
    public const string SupposedValues = "clv-what-if";
}
