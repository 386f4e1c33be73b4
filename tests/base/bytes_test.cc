// Varints, integers and sized strings: round trips, and malformed bytes.
#include "base/bytes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include <il2search/error.h>

namespace il2search {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kMaxU64 = std::numeric_limits<std::uint64_t>::max();

std::string varint(std::uint64_t value) {
  std::string bytes;
  put_varint(bytes, value);
  return bytes;
}

// The message of the Error{index_corrupt} that an action throws; "" without one.
template <class Action> std::string corrupt(Action action) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::index_corrupt);
    return error.what();
  }
  return {};
}

constexpr const char* kMalformed = "index corrupt: the test is malformed";

TEST(Bytes, VarintsAreAsShortAsTheirValue) {
  const struct {
    std::uint64_t value;
    std::string_view bytes;
  } cases[] = {
      {0, "\0"sv},
      {1, "\x01"},
      {127, "\x7F"},
      {128, "\x80\x01"},
      {300, "\xAC\x02"},
      {16383, "\xFF\x7F"},
      {16384, "\x80\x80\x01"},
      {UINT32_MAX, "\xFF\xFF\xFF\xFF\x0F"},
      {kMaxU64, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(varint(c.value), c.bytes) << c.value;
    ByteReader reader(c.bytes, "the test");
    EXPECT_EQ(reader.varint(), c.value);
    EXPECT_TRUE(reader.at_end());
  }
}

TEST(Bytes, IntegersAreLittleEndian) {
  std::string bytes;
  put_u32(bytes, 0x01020384);
  EXPECT_EQ(bytes, "\x84\x03\x02\x01");
  EXPECT_EQ(get_u32(bytes.data()), 0x01020384u);
  EXPECT_EQ(ByteReader(bytes, "the test").u32(), 0x01020384u);
}

TEST(Bytes, ReadsWhatWasWrittenInOrder) {
  std::string bytes;
  put_varint(bytes, 300);
  put_sized(bytes, "il2\0search"sv);
  put_sized(bytes, "");
  put_u32(bytes, 7);
  bytes += "tail";
  ByteReader reader(bytes, "the test");
  EXPECT_EQ(reader.varint32(), 300u);
  EXPECT_EQ(reader.sized(), "il2\0search"sv);
  EXPECT_EQ(reader.sized(), "");
  EXPECT_EQ(reader.u32(), 7u);
  EXPECT_EQ(reader.bytes(1), "t");
  EXPECT_EQ(reader.rest(), "ail");
  EXPECT_FALSE(reader.at_end());
}

TEST(Bytes, TruncatedInputIsCorrupt) {
  std::string bytes;
  put_varint(bytes, 300);
  put_u32(bytes, 7);
  put_sized(bytes, "search");
  const auto read = [](std::string_view from) {
    ByteReader reader(from, "the test");
    reader.varint();
    reader.u32();
    reader.sized();
  };
  EXPECT_EQ(corrupt([&] { read(bytes); }), "");
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    EXPECT_EQ(corrupt([&] { read(std::string_view(bytes).substr(0, n)); }), kMalformed) << n;
  }
}

TEST(Bytes, OversizedValuesAreCorrupt) {
  const std::string huge = varint(kMaxU64);
  EXPECT_EQ(corrupt([&] { ByteReader(huge, "the test").varint32(); }), kMalformed);
  EXPECT_EQ(corrupt([&] { ByteReader(huge + "text", "the test").sized(); }), kMalformed);
  EXPECT_EQ(corrupt([&] { ByteReader("text", "the test").bytes(kMaxU64); }), kMalformed);
  EXPECT_EQ(corrupt([] { ByteReader("\x06", "the test").varint_up_to(5); }), kMalformed);
  EXPECT_EQ(ByteReader("\x05", "the test").varint_up_to(5), 5u);
  // A varint of more than 64 bits.
  EXPECT_EQ(corrupt([] { ByteReader(std::string(10, '\x80') + '\x01', "the test").varint(); }), kMalformed);
}

TEST(Bytes, CountsNeverExceedTheRest) {
  const std::string rest(8, 'x');
  EXPECT_EQ(ByteReader("\x08" + rest, "the test").count(), 8u);
  EXPECT_EQ(ByteReader("\x02" + rest, "the test").count(4), 2u);
  EXPECT_EQ(corrupt([&] { ByteReader("\x09" + rest, "the test").count(); }), kMalformed);
  EXPECT_EQ(corrupt([&] { ByteReader("\x03" + rest, "the test").count(4); }), kMalformed);
  EXPECT_EQ(corrupt([&] { ByteReader(varint(kMaxU64) + rest, "the test").count(); }), kMalformed);
}

}  // namespace
}  // namespace il2search
