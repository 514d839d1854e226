namespace CrmPlatform.Identity.Contracts;

/// <summary>How far a permission reaches: nothing, one's own rows, one's team's, all.</summary>
public enum Reach
{
    None,
    Own,
    Team,
    All,
}
