namespace CrmPlatform.Insights.Domain;

/// <summary>How long the periods of a sum are.</summary>
public enum Grain
{
    All,
    Month,
    Day,
}
