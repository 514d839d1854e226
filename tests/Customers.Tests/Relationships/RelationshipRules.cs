using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;
using CsCheck;

namespace CrmPlatform.Customers.Tests.Relationships;

public sealed class RelationshipRules
{
    [Theory]
    [InlineData(RelationshipType.Transactional)]
    [InlineData(RelationshipType.Preferred)]
    public void A_purchase_relationship_asks_for_nothing(RelationshipType type) =>
        Assert.True(FitVerdict.Of(type, new FitAnswers(false, false, false, false)).Fitting);

    [Theory]
    [InlineData(true, true, true, true, true, "")]
    [InlineData(false, true, true, true, false, "matters-to-us")]
    [InlineData(true, false, true, true, false, "matters-to-them")]
    [InlineData(true, true, false, true, false, "neither-controls")]
    [InlineData(true, true, true, false, false, "switching-is-costly")]
    [InlineData(false, false, false, false, false, "matters-to-us,matters-to-them,neither-controls,switching-is-costly")]
    [InlineData(null, true, true, true, null, "")]
    [InlineData(null, true, true, false, false, "switching-is-costly")]
    public void Partner_and_alliance_need_all_four_tests_and_the_failing_ones_are_named(bool? us, bool? them, bool? control, bool? costly, bool? fitting, string failed)
    {
        foreach (var type in new[] { RelationshipType.Partner, RelationshipType.Alliance })
        {
            var verdict = FitVerdict.Of(type, new FitAnswers(us, them, control, costly));
            Assert.Equal(fitting, verdict.Fitting);
            Assert.Equal(failed, string.Join(",", verdict.Failed.Select(EnumCode.Of)));
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0, false)]
    [InlineData(0, 0, 0, -10, false)]
    [InlineData(600, 0, 0, 100_000, true)]
    [InlineData(300, 0, 0, 100_000, false)]
    [InlineData(299, 200, 200, 100_000, true)]
    [InlineData(0, 60_000, 50_000, 100_000, true)]
    [InlineData(0, 50_000, 50_000, 100_000, false)]
    public void A_relationship_is_luxury_when_it_costs_more_than_it_brings(long minutes, long remedies, long discounts, long margin, bool luxury) =>
        Assert.Equal(luxury, new RelationshipAccount(default, default, minutes, RelationshipAccount.CostOf(minutes, 20_000), remedies, discounts, margin, 0).IsLuxury);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 20_000)]
    [InlineData(1, 333)]
    [InlineData(45, 15_000)]
    public void Minutes_cost_their_part_of_the_hour(long minutes, long expected) => Assert.Equal(expected, RelationshipAccount.CostOf(minutes, 20_000));

    [Fact]
    public void Whatever_is_placed_and_removed_a_decision_chain_has_no_circle_and_nobody_hangs_in_the_air()
    {
        var contacts = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        Gen.Select(Gen.Int[0, 5], Gen.Int[-1, 5], Gen.Int[0, 9]).Array[0, 60].Sample(steps =>
        {
            var chain = DecisionChain.Of(Guid.NewGuid());
            foreach (var (who, superior, what) in steps)
            {
                if (what == 0) chain.Remove(contacts[who]);
                else chain.Place(new ChainMember(contacts[who], ChainRole.Decider, ChainAttitude.Neutral, superior < 0 ? null : contacts[superior], [], null, null));
                foreach (var member in chain.Members)
                {
                    var (at, steps2) = (member, 0);
                    while (at.ReportsTo is { } next)
                    {
                        at = chain.Find(next)!;
                        if (at is null || ++steps2 > contacts.Length) return false;
                    }
                }
            }
            return chain.Members.Select(m => m.ContactId).Distinct().Count() == chain.Members.Count;
        });
    }

    [Fact]
    public void Coverage_gaps_are_empty_roles_deciders_unmet_for_90_days_and_contacts_without_any_of_us()
    {
        var now = new DateTimeOffset(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);
        var (met, unmet, never, alone, abandoned) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        ChainMember Member(Guid id, ChainRole role, int? daysAgo, params string[] covered) =>
            new(id, role, ChainAttitude.Neutral, null, covered, daysAgo is { } days ? now.AddDays(-days) : null, null);
        var gaps = CoverageGap.Of(
            [Member(met, ChainRole.Decider, 90, "nora"), Member(unmet, ChainRole.Decider, 91, "nora"), Member(never, ChainRole.Decider, null, "nora"), Member(alone, ChainRole.Approver, 500),
                Member(abandoned, ChainRole.Approver, 500, "goer")],
            new HashSet<string> { "goer" }, TimeSpan.FromDays(90), now);
        Assert.Equal([ChainRole.Supporter, ChainRole.Influencer], gaps.Where(gap => gap.Kind == CoverageGapKind.RoleEmpty).Select(gap => gap.Role));
        Assert.Equal([unmet, never], gaps.Where(gap => gap.Kind == CoverageGapKind.DeciderUnmet).Select(gap => gap.ContactId!.Value));
        Assert.Equal([alone, abandoned], gaps.Where(gap => gap.Kind == CoverageGapKind.Uncovered).Select(gap => gap.ContactId!.Value));
        Assert.Equal(4, CoverageGap.Of([], new HashSet<string>(), TimeSpan.FromDays(90), now).Count);
    }

    [Fact]
    public void An_account_plan_says_what_it_leaves_open_and_what_is_due()
    {
        var today = new DateOnly(2026, 6, 15);
        var empty = PlanReading.Of(new PlanContent(), today);
        Assert.Equal((5, 0, 5, 0, null, false), (empty.SilentSources.Count, empty.OpenQuestions.Count, empty.MissingSigns.Count, empty.OverdueActions, empty.NextReview, empty.ReviewOverdue));
        var plan = PlanReading.Of(new PlanContent(
            Challenges: [new(ChallengeSource.Macro, "Tariffs"), new(ChallengeSource.Customers, "Buy online")],
            Competitors: [new("Rival", Positioning: "Cheap", Expansion: "Buys dealers"), new("Whole", "a", "b", "c", "d", "e", "f")],
            Signs: [StrategicSign.Fit],
            Actions: [new("Late", Due: today.AddDays(-1)), new("Done", Due: today.AddDays(-9), Done: true), new("Today", Due: today), new("Whenever")],
            Reviews: [new(today.AddDays(-40), "held"), new(today.AddDays(30)), new(today.AddDays(-2), " ")]), today);
        Assert.Equal([ChallengeSource.Itself, ChallengeSource.Suppliers, ChallengeSource.Competitors], plan.SilentSources);
        var (competitor, questions) = Assert.Single(plan.OpenQuestions);
        Assert.Equal(("Rival", 4), (competitor, questions.Count));
        Assert.Equal((4, 1, today.AddDays(-2), true), (plan.MissingSigns.Count, plan.OverdueActions, plan.NextReview!.Value, plan.ReviewOverdue));
    }
}
