using CrmPlatform.Testing;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CrmPlatform.ServiceDefaults.Tests;

public sealed class QuietService
{
    [Fact]
    public async Task A_service_that_nobody_calls_asks_for_the_issuer_s_keys_all_the_same()
    {
        var (time, issuer) = (new FakeTimeProvider(DateTimeOffset.UtcNow), new SlowToStart());
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, customise: builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, jwt => jwt.ConfigurationManager = issuer);
        });
        var before = issuer.Asked;
        // The first time it does not answer, which does not keep anybody from asking again.
        for (var times = 1; times <= 3; times++)
        {
            await Eventually.IsTrueAsync(() =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(issuer.Asked >= before + times);
            }, "the keys to be asked for");
        }
    }

    private sealed class SlowToStart : IConfigurationManager<OpenIdConnectConfiguration>
    {
        private int asked;

        public int Asked => Volatile.Read(ref asked);

        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
            Interlocked.Increment(ref asked) == 1 ? throw new InvalidOperationException("Nobody there.") : Task.FromResult(new OpenIdConnectConfiguration());

        public void RequestRefresh()
        {
            // It has nothing else to give.
        }
    }
}
