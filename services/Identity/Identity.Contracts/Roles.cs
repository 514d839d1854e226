namespace CrmPlatform.Identity.Contracts;

/// <summary>The roles of X1, as they stand in the <c>role</c> claim.</summary>
public static class Roles
{
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Sales = "sales";
    public const string Agent = "agent";
    public const string Analyst = "analyst";

    /// <summary>A program; what it may do beyond signing in is what its other roles say.</summary>
    public const string ClientApp = "client-app";

    public static IReadOnlyList<string> All { get; } = [Admin, Manager, Sales, Agent, Analyst, ClientApp];
}
