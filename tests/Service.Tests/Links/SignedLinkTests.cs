using CrmPlatform.Service.Domain.Links;
using CsCheck;

namespace CrmPlatform.Service.Tests.Links;

public sealed class SignedLinkTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly LinkKey Old = Key(1, Now.AddDays(-200), Now.AddDays(10));
    private static readonly LinkKey Young = Key(2, Now.AddDays(-20), Now.AddDays(190));
    private static readonly LinkKey Coming = Key(3, Now.AddDays(5), Now.AddDays(400));
    private static readonly LinkKeyRing Ring = new([Old, Young, Coming]);
    private static readonly Guid Subject = Guid.Parse("0196f3a2-4b1c-7d5e-8f90-a1b2c3d4e5f6");

    [Fact]
    public void A_signed_link_says_what_it_was_signed_for() =>
        Gen.Select(Gen.Guid, Gen.Int[1, 100 * 24 * 3600]).Sample((subject, seconds) =>
        {
            var token = SignedLink.Sign(Ring, LinkPurpose.Survey, subject, Now.AddSeconds(seconds), Now);
            Assert.Equal(new LinkClaim(LinkPurpose.Survey, subject, Now.AddSeconds(seconds)), SignedLink.Read(Ring, LinkPurpose.Survey, token, Now).Value);
            Assert.Matches("^[A-Za-z0-9_-]{64}$", token);
        });

    [Fact]
    public void A_link_with_any_character_changed_is_invalid()
    {
        var token = Sign(Now.AddDays(1));
        for (var place = 0; place < token.Length; place++)
        {
            foreach (var other in "Aa0Zz9_-Qf".Where(c => c != token[place]))
                Assert.Equal("link.invalid", Read(string.Concat(token.AsSpan(0, place), [other], token.AsSpan(place + 1))));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a token")]
    [InlineData("AQIAAAACAAAAAGf_====AZbzokscfV6PkKGyw9Tl9gAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉投诉")]
    public void What_is_no_token_is_invalid(string? token) => Assert.Equal("link.invalid", Read(token));

    [Fact]
    public void A_link_lives_until_its_expiry_and_not_a_moment_longer()
    {
        var token = Sign(Now.AddDays(1));
        Assert.Null(Read(token, Now.AddDays(1).AddTicks(-1)));
        Assert.Equal("link.expired", Read(token, Now.AddDays(1)));
    }

    [Fact]
    public void A_link_for_one_thing_opens_nothing_else()
    {
        var token = Sign(Now.AddDays(1));
        Assert.Equal("link.invalid", SignedLink.Read(Ring, LinkPurpose.ComplaintStatus, token, Now).Refusal?.Code);
    }

    [Fact]
    public void The_youngest_key_that_signs_already_and_outlives_the_link_signs()
    {
        Assert.Equal(2, Ring.ToSign(Now, Now.AddDays(1)).Id);
        Assert.Equal(3, Ring.ToSign(Now.AddDays(6), Now.AddDays(7)).Id);
        Assert.Throws<InvalidOperationException>(() => Ring.ToSign(Now, Now.AddDays(300)));
        Assert.Throws<InvalidOperationException>(() => Ring.ToSign(Now.AddDays(-300), Now.AddDays(-299)));
    }

    [Fact]
    public void After_rotation_old_links_work_until_their_key_is_given_up_or_taken_out()
    {
        var before = new LinkKeyRing([Old]);
        var token = SignedLink.Sign(before, LinkPurpose.Survey, Subject, Now.AddDays(9), Now);
        Assert.Null(Read(token));
        Assert.Equal("link.invalid", SignedLink.Read(new LinkKeyRing([Young, Coming]), LinkPurpose.Survey, token, Now).Refusal?.Code);
        // The same id with another secret is another key.
        Assert.Equal("link.invalid", SignedLink.Read(new LinkKeyRing([Old with { Secret = new byte[32] }]), LinkPurpose.Survey, token, Now).Refusal?.Code);
        Assert.Equal("link.invalid", Read(token, Now.AddDays(11)));
    }

    [Fact]
    public void A_ring_without_keys_or_with_weak_ones_does_not_start()
    {
        Assert.Throws<ArgumentException>(() => new LinkKeyRing([]));
        Assert.Throws<ArgumentException>(() => new LinkKeyRing([Old, Young with { Id = 1 }]));
        Assert.Contains("32 bytes", Assert.Throws<ArgumentException>(() => new LinkKeyRing([Old with { Secret = new byte[31] }])).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", Old.ToString(), StringComparison.Ordinal);
    }

    private static string Sign(DateTimeOffset expires) => SignedLink.Sign(Ring, LinkPurpose.Survey, Subject, expires, Now);

    private static string? Read(string? token, DateTimeOffset? at = null) => SignedLink.Read(Ring, LinkPurpose.Survey, token, at ?? Now).Refusal?.Code;

    private static LinkKey Key(int id, DateTimeOffset from, DateTimeOffset until) =>
        new(id, Enumerable.Range(0, 32).Select(i => (byte)(i * id)).ToArray(), from, until);
}
