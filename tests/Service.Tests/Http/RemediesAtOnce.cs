using System.Data.Common;
using System.Net;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S6, S9: what is given for complaints that say the same stays within one limit, whoever decides at the same moment.</summary>
public sealed class RemediesAtOnce(RemediesAtOnce.Between fixture) : IClassFixture<RemediesAtOnce.Between>
{
    [Fact]
    public async Task Of_two_approvals_for_a_duplicate_at_the_same_moment_the_second_looks_again()
    {
        var (admin, bo, mona) = (fixture.Admin, fixture.As("bo", "agent"), fixture.As("mona", "manager"));
        var customer = await fixture.CustomerAsync();
        var (root, duplicate) = (await OpenAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        var (one, other) = (await ProposeAsync(), await ProposeAsync());
        (await admin.ActAsync($"{root.Location}/merge", new { duplicateId = duplicate.Id }, "*")).Expect(HttpStatusCode.OK);

        // 12 000 and 12 000 together are beyond a manager's 20 000.
        fixture.Do = async () => (await mona.ActAsync($"{duplicate.Location}/remedies/{other.Id}/approve", null, other.ETag)).Expect(HttpStatusCode.OK);
        var late = await mona.ActAsync($"{duplicate.Location}/remedies/{one.Id}/approve", null, one.ETag);
        Assert.Null(fixture.Do);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.Status);
        Assert.Equal("remedy.beyond-limit", (await mona.ActAsync($"{duplicate.Location}/remedies/{one.Id}/approve", null, one.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal(other.Id, Assert.Single(await fixture.PublishedAsync<RemedyBooked>()).RemedyId);

        async Task<Answer> OpenAsync(Guid whose) =>
            (await admin.PostAsync("/api/v1/complaints", new { customerId = whose, channel = "hotline", category = "quality", summary = "Torn" })).Expect(HttpStatusCode.Created);
        async Task<Answer> ProposeAsync() =>
            (await bo.PostAsync($"{duplicate.Location}/remedies", new { kind = "points", amount = 12_000, reason = "For the trouble" })).Expect(HttpStatusCode.Created);
    }

    /// <summary>Does something once, just after it was read what was granted before.</summary>
    public sealed class Between : ServiceFixture
    {
        /// <summary>Null once it was done.</summary>
        public Func<Task>? Do { get; set; }

        protected override void Customise(IServiceCollection services) => services.ConfigureDbContext<ComplaintsSqlite>(options => options.AddInterceptors(new Watch(this)));

        private sealed class Watch(Between between) : DbCommandInterceptor
        {
            public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
            {
                if (between.Do is { } act && command.CommandText.Contains("SUM(", StringComparison.Ordinal))
                {
                    between.Do = null;
                    await act();
                }
                return result;
            }
        }
    }
}
