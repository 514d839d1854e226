using System.Text.Json;

namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>
/// How an event is called outside: <c>crm.customers.customer-changed.v1</c> for the record
/// <c>CrmPlatform.Customers.Contracts.V1.CustomerChanged</c>.
/// </summary>
internal static class EventName
{
    public const string Ping = "crm.webhooks.ping.v1";

    public static string Of(string wireName) => wireName.Split('.') is ["CrmPlatform", var service, "Contracts", var version, var name]
        ? $"crm.{Kebab(service)}.{Kebab(name)}.{Kebab(version)}"
        : wireName;

    /// <summary>The service that published it, from its outside name.</summary>
    public static string ServiceOf(string name) => name.Split('.') is [_, var service, ..] ? service : "crm";

    /// <summary>A pattern is a name, the beginning of one with <c>*</c> behind the dot, or <c>*</c>.</summary>
    public static bool Fits(string pattern, string name) =>
        pattern == name || pattern == "*" || (pattern.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private static string Kebab(string word) => JsonNamingPolicy.KebabCaseLower.ConvertName(word).Replace("v-", "v", StringComparison.Ordinal);
}
