using CrmPlatform.Service.Domain.Articles;
using CrmPlatform.Service.Domain.Complaints;
using CsCheck;

namespace CrmPlatform.Service.Tests.Articles;

public sealed class ArticleIndexTests
{
    private static readonly ArticleText[] Articles =
    [
        new("refund-en", "en", "How refunds work", "A refund goes back to the card it was paid with within 14 days.") { Category = ComplaintCategory.Price },
        new("refund-zh", "zh-Hans", "退款流程", "退款会在十四天内退回到原支付的银行卡。") { Category = ComplaintCategory.Price },
        new("parcel-en", "en", "Damaged parcels", "Take a photo of the parcel. We send a new one or refund it.") { Category = ComplaintCategory.Quality },
        new("parcel-zh", "zh-Hans", "包裹破损", "请拍照。包裹破损时我们补发或退款。") { Category = ComplaintCategory.Quality },
        new("tone-en", "en", "When an employee was rude", "Listen, thank, apologise.") { Category = ComplaintCategory.Attitude },
    ];

    private static readonly ArticleIndex Index = ArticleIndex.Of(Articles);

    [Theory]
    [InlineData("I want my REFUND", "refund-en", "parcel-en")]
    [InlineData("the parcel came damaged", "parcel-en")]
    [InlineData("退款什么时候到", "refund-zh", "parcel-zh")]
    [InlineData("包裹破了", "parcel-zh")]
    [InlineData("卡", "refund-zh")]
    [InlineData("nothing of the kind", "parcel-en", "refund-en")] // "of", "the"
    public void The_article_about_it_comes_first(string query, params string[] expected) =>
        Assert.Equal(expected, Index.Suggest(query, null, null, 10).Select(s => s.ArticleId).Where(id => expected.Contains(id)));

    [Fact]
    public void A_word_in_the_title_says_more_than_one_in_the_text() =>
        Assert.Equal("refund-en", Index.Suggest("refund", null, null, 1)[0].ArticleId);

    [Fact]
    public void Articles_of_the_category_are_suggested_even_without_a_common_word()
    {
        var suggestions = Index.Suggest("xyzzy", ComplaintCategory.Price, "zh-Hans", 10);
        Assert.Equal(["refund-zh", "refund-en"], suggestions.Select(s => s.ArticleId));
        Assert.Equal("parcel-en", Index.Suggest("parcel", ComplaintCategory.Attitude, null, 10)[0].ArticleId);
        Assert.Empty(Index.Suggest("xyzzy", null, null, 10));
    }

    [Fact]
    public void Of_two_alike_the_one_that_helped_more_and_the_one_in_the_readers_language_come_first()
    {
        var twins = ArticleIndex.Of(
        [
            new("a", "en", "Late delivery", "We look into it."), new("b", "en", "Late delivery", "We look into it.") { Helped = 5 },
            new("c", "fr", "Late delivery", "We look into it.") { DidNotHelp = 3 },
        ]);
        Assert.Equal(["b", "a", "c"], twins.Suggest("late delivery", null, null, 9).Select(s => s.ArticleId));
        Assert.Equal("c", ArticleIndex.Of(Articles.Append(new("c", "fr", "refund", "x")).Append(new("d", "de", "refund", "x"))).Suggest("refund", null, "fr-CH", 1)[0].ArticleId);
    }

    [Fact]
    public void Scores_are_those_of_the_formula_written_out() =>
        Gen.Select(Gen.OneOf("a1", "b2", "c3", "d4").Array[1, 12].Array[1, 8], Gen.OneOf("a1", "b2", "c3", "d4").Array[1, 3]).Sample((texts, query) =>
        {
            var index = ArticleIndex.Of(texts.Select((words, i) => new ArticleText($"t{i}", "en", "", string.Join(' ', words))));
            var found = index.Suggest(string.Join(' ', query), null, null, 100).ToDictionary(s => s.ArticleId, s => s.Score);
            for (var i = 0; i < texts.Length; i++)
            {
                var expected = 0.0;
                foreach (var term in query.Distinct())
                {
                    var n = texts.Count(words => words.Contains(term));
                    var f = texts[i].Count(word => word == term);
                    var norm = 1.2 * (0.25 + (0.75 * texts[i].Length / texts.Average(words => words.Length)));
                    expected += Math.Log(1 + ((texts.Length - n + 0.5) / (n + 0.5))) * f * 2.2 / (f + norm);
                }

                Assert.Equal(expected, found.GetValueOrDefault($"t{i}"), 12);
            }
        });

    [Fact]
    public void The_order_of_building_changes_nothing_and_ties_are_by_id() =>
        Gen.Select(Gen.Shuffle(Articles.ToArray()), Gen.OneOf("refund", "退款", "parcel photo", "的")).Sample((shuffled, query) =>
            Assert.Equal(Index.Suggest(query, null, "en", 3).AsEnumerable(), ArticleIndex.Of(shuffled).Suggest(query, null, "en", 3)));

    [Fact]
    public void Traditional_and_simplified_meet_when_they_are_folded()
    {
        // Three pairs are enough to show that the fold is applied to both sides.
        static string Fold(string text) => text.Replace('裝', '装').Replace('損', '损').Replace('壞', '坏');
        var articles = new ArticleText[] { new("x", "zh-Hans", "包装损坏", "请拍照") };
        Assert.Empty(ArticleIndex.Of(articles).Suggest("損壞", null, null, 5));
        Assert.Equal("x", ArticleIndex.Of(articles, Fold).Suggest("損壞", null, null, 5)[0].ArticleId);
    }

    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(4, 0, 1.25)]
    [InlineData(0, 4, 0.75)]
    [InlineData(1_000_000, 0, 1.5)]
    public void Usefulness_starts_in_the_middle_and_moves_with_what_readers_say(int helped, int not, double expected) =>
        Assert.Equal(expected, ArticleIndex.Usefulness(helped, not), 5);

    [Fact]
    public void An_empty_index_suggests_nothing() => Assert.Empty(ArticleIndex.Of([]).Suggest("refund", ComplaintCategory.Price, "en", 5));
}
