using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Tests.Pool;

public sealed class PoolRules
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ValueGrade.Strategic, null, "north", "ownership.manager-missing")]
    [InlineData(ValueGrade.Important, " ", "north", "ownership.manager-missing")]
    [InlineData(ValueGrade.Strategic, "nora", "north", null)]
    [InlineData(ValueGrade.Important, "nora", null, "ownership.team-missing")]
    [InlineData(ValueGrade.Ordinary, null, "north", null)]
    [InlineData(ValueGrade.Ordinary, null, "", "ownership.team-missing")]
    [InlineData(ValueGrade.Potential, null, "marketing", null)]
    [InlineData(ValueGrade.Potential, "nora", "north", null)]
    public void Key_customers_need_a_named_owner_and_everybody_a_team(ValueGrade grade, string? owner, string? team, string? refusal) =>
        Assert.Equal(refusal, Ownership.Check(grade, owner, team)?.Code);

    [Theory]
    [InlineData(ValueGrade.Strategic, false)]
    [InlineData(ValueGrade.Important, false)]
    [InlineData(ValueGrade.Ordinary, true)]
    [InlineData(ValueGrade.Potential, true)]
    public void A_key_customer_never_falls_into_the_pool(ValueGrade grade, bool falls)
    {
        var customer = Open(grade);
        Assert.Equal(falls, customer.FallIntoPool());
        Assert.Equal(falls, customer.InPool);
        Assert.Equal(falls ? null : "nora", customer.OwnerId);
    }

    [Fact]
    public void Whoever_claims_has_it_and_nobody_claims_what_somebody_has()
    {
        var customer = Open(ValueGrade.Ordinary);
        Assert.Equal("pool.not-in-pool", customer.ClaimFor("otto", "south", Now)?.Code);
        customer.FallIntoPool();
        Assert.Null(customer.ClaimFor("otto", "south", Now));
        Assert.Equal(("otto", "south", false), (customer.OwnerId, customer.Team, customer.InPool));
        Assert.Equal(PoolWatch.ClassC, customer.PoolWatch);
        Assert.Equal("pool.not-in-pool", customer.ClaimFor("olga", "south", Now)?.Code);
    }

    private static Customer Open(ValueGrade grade) => Customer.Open(new CustomerData
    {
        Kind = CustomerKind.Organisation, Role = CustomerRole.Demander, Channel = SalesChannel.EndCustomer, Name = "X", Grade = grade, OwnerId = "nora", Team = "north",
    }, "ada", Now, Now);
}
