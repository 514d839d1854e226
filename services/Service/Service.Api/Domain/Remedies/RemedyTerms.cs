using CrmPlatform.ServiceDefaults.Domain;
namespace CrmPlatform.Service.Domain.Remedies;

/// <summary>
/// What is given. <paramref name="Amount"/> is in the unit of the kind: minor units of the base currency for a refund and for the
/// value of a replacement, points, hundredths of a percent for a discount, 0 for an apology.
/// </summary>
internal sealed record RemedyTerms(RemedyKind Kind, long Amount, string Reason)
{
    public Refusal? Check() => new FieldChecks()
        .That(Enum.IsDefined(Kind), "kind", "must be a refund, a replacement, points, a discount or an apology")
        .That(Kind == RemedyKind.Apology ? Amount == 0 : Amount > 0, "amount", Kind == RemedyKind.Apology ? "must be 0 for an apology" : "must be above 0")
        .That(Kind != RemedyKind.Discount || Amount <= 10_000, "amount", "must be at most 100 percent for a discount")
        .Text("reason", Reason)
        .Refuse("remedy.invalid", "The remedy is not complete.");
}

/// <summary>Somebody who proposes or approves, with the roles that set the limits.</summary>
internal sealed record Decider(string Id, IReadOnlyCollection<string> Roles);
