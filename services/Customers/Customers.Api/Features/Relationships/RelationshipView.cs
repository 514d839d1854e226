using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.Relationships;

/// <param name="Tests">Whether the two matter to each other, neither controls the other and switching is costly; left out is unknown.</param>
public sealed record RelationshipRequest(
    RelationshipType Type, FitAnswers? Tests = null, [property: MaxLength(50)] IReadOnlyList<Bond>? Bonds = null, [property: StringLength(2000)] string? Note = null);

/// <summary>One of the four tests of a partnership.</summary>
/// <param name="Passed">Null while it is unanswered.</param>
public sealed record FitTestView(FitTest Test, string Name, bool? Passed);

/// <summary>Cost against gross margin of the last months, in major units of the base currency.</summary>
public sealed record RelationshipAccountView(
    DateTimeOffset From, DateTimeOffset To, string Currency, long ActivityMinutes, decimal ActivityCost, decimal Remedies, decimal Discounts, decimal Cost, decimal GrossMargin,
    int LinesWithoutCost, bool Luxury)
{
    internal static RelationshipAccountView Of(RelationshipAccount a, string currency) => new(
        a.From, a.To, currency, a.ActivityMinutes, Currencies.ToMajor(a.ActivityCostMinor, currency), Currencies.ToMajor(a.RemediesMinor, currency),
        Currencies.ToMajor(a.DiscountsMinor, currency), Currencies.ToMajor(a.CostMinor, currency), Currencies.ToMajor(a.MarginMinor, currency), a.LinesWithoutCost, a.IsLuxury);
}

/// <summary>How we stand with a customer (C10).</summary>
/// <param name="Fitting">Whether the type fits; null while that is open. <paramref name="FailedTests"/> says what speaks against it.</param>
/// <param name="Luxury">Twelve months' cost exceeds the gross margin of the same months.</param>
/// <param name="MissingBonds">The kinds of bond there is none of.</param>
public sealed record RelationshipView(
    Guid CustomerId, RelationshipType Type, string TypeName, bool? Fitting, string Verdict, IReadOnlyList<FitTest> FailedTests, IReadOnlyList<FitTestView> Tests,
    IReadOnlyList<Bond> Bonds, IReadOnlyList<BondKind> MissingBonds, string? Note, bool Luxury, RelationshipAccountView Account, long Version) : IVersionedView
{
    internal static RelationshipView Of(Relationship r, RelationshipAccount account, string currency, Language language) => new(
        r.CustomerId, r.Type, Terms.Name(r.Type, language), r.Verdict.Fitting, InWords(r.Verdict).In(language), r.Verdict.Failed,
        [.. Enum.GetValues<FitTest>().Select(test => new FitTestView(test, Terms.Name(test, language), r.Answers.Of(test)))],
        r.Bonds, [.. Enum.GetValues<BondKind>().Where(kind => r.Bonds.All(bond => bond.Kind != kind))], r.Note, account.IsLuxury,
        RelationshipAccountView.Of(account, currency), r.Version);

    private static Wording InWords(FitVerdict verdict)
    {
        string Names(IReadOnlyList<FitTest> tests, Language language) =>
            string.Join(language == Language.English ? "; " : "；", tests.Select(test => Terms.Name(test, language)));
        return verdict.Fitting switch
        {
            true => new Wording("This type is fitting.", "此关系类型合适。", "此關係類型合適。"),
            false => new Wording(
                $"Not fitting, because this does not hold: {Names(verdict.Failed, Language.English)}.",
                $"不合适，以下条件不成立：{Names(verdict.Failed, Language.SimplifiedChinese)}。",
                $"不合適，以下條件不成立：{Names(verdict.Failed, Language.TraditionalChinese)}。"),
            _ => new Wording(
                $"Still open: {Names(verdict.Unanswered, Language.English)}.",
                $"尚待确认：{Names(verdict.Unanswered, Language.SimplifiedChinese)}。",
                $"尚待確認：{Names(verdict.Unanswered, Language.TraditionalChinese)}。"),
        };
    }
}
