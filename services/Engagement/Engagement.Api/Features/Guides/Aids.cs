using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Guides;

public sealed record AskingAidView(AskingAid Aid, string Title, string When, string How, IReadOnlyList<string> Examples, int? Seconds);

public sealed record ListeningAidView(ListeningAid Aid, string Title, string How, IReadOnlyList<string> Examples);

/// <param name="ForOurselves">Reckoned by the caller and not said to the customer.</param>
public sealed record OperationView(ObjectionOperation Operation, string Title, string When, string How, bool ForOurselves);

public sealed record FourCView(FourC State, string Title, string Signs, string Task);

/// <summary>Aids to talking that hold for every guide, in the language asked for.</summary>
public sealed record TalkAidsView(IReadOnlyList<AskingAidView> Asking, IReadOnlyList<ListeningAidView> Listening, IReadOnlyList<OperationView> Operations, IReadOnlyList<FourCView> FourC);

/// <summary>Feature, function, advantage, benefit of a product, for one need.</summary>
/// <param name="ProductCode">Of the product register; left out for a pattern to write one's own after.</param>
public sealed record FfabRequest(Wording Product, Wording ForNeed, Wording Feature, Wording Function, Wording Advantage, Wording Benefit, [property: StringLength(60)] string? ProductCode = null);

/// <param name="Version">0 for a card the service comes with.</param>
public sealed record FfabView(string Id, string? ProductCode, string Product, string ForNeed, string Feature, string Function, string Advantage, string Benefit, long Version) : IVersionedView;

/// <summary>E4: asking and listening aids, the four operations, and FFAB cards per product.</summary>
internal static class Aids
{
    public static Ok<TalkAidsView> Read(HttpRequest http)
    {
        var (aids, language) = (TalkAids.Default, http.Language());
        return TypedResults.Ok(new TalkAidsView(
            [.. aids.Asking.Select(a => new AskingAidView(a.Aid, a.Title.In(language), a.When.In(language), a.How.In(language), [.. a.Examples.Select(e => e.In(language))], a.Seconds))],
            [.. aids.Listening.Select(a => new ListeningAidView(a.Aid, a.Title.In(language), a.How.In(language), [.. a.Examples.Select(e => e.In(language))]))],
            [.. aids.Operations.Select(o => new OperationView(o.Operation, o.Title.In(language), o.When.In(language), o.How.In(language), o.ForOurselves))],
            [.. aids.FourC.Select(c => new FourCView(c.State, c.Title.In(language), c.Signs.In(language), c.Task.In(language)))]));
    }

    public static async Task<Ok<Page<FfabView>>> CardsAsync(EngagementDb db, HttpRequest http, CancellationToken cancellationToken, [StringLength(60)] string? productCode = null)
    {
        var stored = await db.ProductCards.AsNoTracking().Where(card => productCode == null || card.ProductCode == productCode).OrderBy(card => card.Key).ToListAsync(cancellationToken);
        var codes = stored.Select(card => card.Code).ToHashSet();
        var language = http.Language();
        return TypedResults.Ok(new Page<FfabView>(
            [
                .. stored.Select(card => View(card.Read(), language, card.Version)),
                .. TalkAids.Default.Ffab.Where(card => !codes.Contains(card.Id) && (productCode is null || card.ProductCode == productCode)).Select(card => View(card, language, 0)),
            ], null));
    }

    public static async Task<Results<Ok<FfabView>, Invalid, Stale>> PutCardAsync(
        [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(60)] string id, FfabRequest request, IfMatch ifMatch, EngagementDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        var card = new FfabCard(id, request.ProductCode, LocalText.Of(request.Product), LocalText.Of(request.ForNeed), LocalText.Of(request.Feature), LocalText.Of(request.Function),
            LocalText.Of(request.Advantage), LocalText.Of(request.Benefit));
        var stored = await db.ProductCards.SingleOrDefaultAsync(known => known.Code == id, cancellationToken);
        if (!ifMatch.Matches(stored)) return new Stale(stored?.Version ?? 0);
        if (stored is null) db.ProductCards.Add(stored = ProductCard.Of(card));
        else stored.Change(card);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(card, http.Language(), stored.Version));
    }

    private static FfabView View(FfabCard c, Language language, long version) => new(
        c.Id, c.ProductCode, c.Product.In(language), c.ForNeed.In(language), c.Feature.In(language), c.Function.In(language), c.Advantage.In(language), c.Benefit.In(language), version);
}
