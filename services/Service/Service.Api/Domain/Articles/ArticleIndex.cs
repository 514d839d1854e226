using System.Collections.Frozen;
using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Domain.Articles;

/// <summary>A knowledge article in the version to be found, with how many readers it helped and how many not.</summary>
internal sealed record ArticleText(string Id, string Language, string Title, string Body)
{
    public ComplaintCategory? Category { get; init; }

    public int Helped { get; init; }

    public int DidNotHelp { get; init; }
}

/// <summary>An article that may help; a higher score is better, and scores of different queries cannot be compared.</summary>
internal readonly record struct ArticleSuggestion(string ArticleId, double Score);

/// <summary>
/// S10: finds the articles that fit a complaint's words, its category and its language; an immutable value, built in one go.
/// </summary>
/// <remarks>
/// Okapi BM25 (Robertson and Zaragoza 2009, eq. 3.15) with k1 1.2, b 0.75 and the idf ln(1 + (N − n + 0.5) / (n + 0.5)), which is never
/// negative. A term in the title counts three times.
/// </remarks>
internal sealed class ArticleIndex
{
    private const double K1 = 1.2;
    private const double B = 0.75;
    private const int TitleWeight = 3;
    private const double SameCategory = 1.5;
    private const double SameLanguage = 1.3;

    private readonly ImmutableArray<ArticleText> articles;
    private readonly FrozenDictionary<string, (int Article, int Count)[]> postings;
    private readonly int[] lengths;
    private readonly double meanLength;
    private readonly Func<string, string> fold;

    private ArticleIndex(ImmutableArray<ArticleText> articles, Func<string, string> fold)
    {
        (this.articles, this.fold) = (articles, fold);
        lengths = new int[articles.Length];
        var byTerm = new Dictionary<string, List<(int Article, int Count)>>(StringComparer.Ordinal);
        for (var i = 0; i < articles.Length; i++)
        {
            foreach (var (term, count) in CountTerms(articles[i], out lengths[i]))
            {
                if (!byTerm.TryGetValue(term, out var list))
                    byTerm.Add(term, list = []);
                list.Add((i, count));
            }
        }

        postings = byTerm.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToArray(), StringComparer.Ordinal);
        meanLength = articles.IsEmpty ? 1 : Math.Max(1, lengths.Average());
    }

    public int Count => articles.Length;

    /// <param name="fold">Brings spellings together before terms are cut, such as traditional to simplified Chinese; none by default.</param>
    public static ArticleIndex Of(IEnumerable<ArticleText> articles, Func<string, string>? fold = null) =>
        new([.. articles.OrderBy(article => article.Id, StringComparer.Ordinal)], fold ?? (text => text));

    /// <summary>
    /// The articles that fit best. Those of the category are suggested even when they share no word with the query, behind all that
    /// do. Equal scores are ordered by id.
    /// </summary>
    public ImmutableArray<ArticleSuggestion> Suggest(string query, ComplaintCategory? category, string? language, int most)
    {
        var scores = new double[articles.Length];
        foreach (var term in SearchTerms.Of(fold(query)).Distinct(StringComparer.Ordinal))
        {
            if (!postings.TryGetValue(term, out var found))
                continue;

            var rarity = Math.Log(1 + ((articles.Length - found.Length + 0.5) / (found.Length + 0.5)));
            foreach (var (article, count) in found)
                scores[article] += rarity * count * (K1 + 1) / (count + (K1 * (1 - B + (B * lengths[article] / meanLength))));
        }

        return
        [
            .. Enumerable.Range(0, articles.Length)
                .Where(i => scores[i] > 0 || (category is not null && articles[i].Category == category))
                .Select(i => (Matched: scores[i] > 0, Suggestion: new ArticleSuggestion(articles[i].Id, Weighed(i, scores[i], category, language))))
                .OrderByDescending(s => s.Matched).ThenByDescending(s => s.Suggestion.Score).ThenBy(s => s.Suggestion.ArticleId, StringComparer.Ordinal)
                .Take(most).Select(s => s.Suggestion),
        ];
    }

    // What matched nothing still has an order: by language and by whom it helped.
    private double Weighed(int i, double score, ComplaintCategory? category, string? language)
    {
        var article = articles[i];
        var weight = score > 0 ? score : 0.001;
        if (category is not null && article.Category == category)
            weight *= SameCategory;
        if (language is not null && (LanguageTags.Covers(article.Language, language) || LanguageTags.Covers(language, article.Language)))
            weight *= SameLanguage;
        return weight * Usefulness(article.Helped, article.DidNotHelp);
    }

    /// <summary>From 0.5 (helped nobody) over 1 (nobody said) to 1.5; two imagined voices on each side keep a single one from deciding.</summary>
    internal static double Usefulness(int helped, int didNotHelp) => 0.5 + ((helped + 2.0) / (helped + didNotHelp + 4.0));

    private Dictionary<string, int> CountTerms(ArticleText article, out int length)
    {
        var (title, body) = (fold(article.Title), fold(article.Body));
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        length = 0;
        foreach (var (text, weight) in new[] { (title, TitleWeight), (body, 1) })
        {
            foreach (var term in SearchTerms.Of(text))
            {
                counts[term] = counts.GetValueOrDefault(term) + weight;
                length += weight;
            }

            // Singles serve queries of one character; they make no text longer.
            foreach (var single in SearchTerms.SinglesOf(text))
                counts[single] = counts.GetValueOrDefault(single) + weight;
        }

        return counts;
    }
}
