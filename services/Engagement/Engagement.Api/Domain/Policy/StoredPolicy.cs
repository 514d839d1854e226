namespace CrmPlatform.Engagement.Domain.Policy;

/// <summary>E9: the policy's limits as they are stored; its version is the row's.</summary>
internal sealed record StoredPolicy(IReadOnlyList<PolicyLimit> Limits)
{
    public const string Name = "promise-policy";

    public static StoredPolicy Default { get; } = new(PromisePolicy.Default.Limits);
}
