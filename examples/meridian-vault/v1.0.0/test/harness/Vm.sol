// SPDX-License-Identifier: MIT
pragma solidity 0.8.28;

/// @notice The cheat codes that tests and scripts of this repository use.
interface Vm {
    function addr(uint256 privateKey) external pure returns (address);
    function assertEq(uint256 left, uint256 right, string calldata message) external pure;
    function assertEq(address left, address right, string calldata message) external pure;
    function assertTrue(bool condition, string calldata message) external pure;
    function assertFalse(bool condition, string calldata message) external pure;
    function assertGe(uint256 left, uint256 right, string calldata message) external pure;
    function assertGt(uint256 left, uint256 right, string calldata message) external pure;
    function assertLe(uint256 left, uint256 right, string calldata message) external pure;
    function assertLt(uint256 left, uint256 right, string calldata message) external pure;
    function deal(address account, uint256 balance) external;
    function deployCode(string calldata artifact, bytes calldata arguments) external returns (address);
    function envAddress(string calldata name) external view returns (address);
    function envUint(string calldata name) external view returns (uint256);
    function expectRevert(bytes4 selector) external;
    function expectRevert(bytes calldata data) external;
    function getBlockNumber() external view returns (uint256);
    function getBlockTimestamp() external view returns (uint256);
    function label(address account, string calldata name) external;
    function load(address target, bytes32 slot) external view returns (bytes32);
    function prank(address sender) external;
    function prank(address sender, address origin) external;
    function roll(uint256 number) external;
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function startBroadcast() external;
    function startPrank(address sender) external;
    function stopBroadcast() external;
    function stopPrank() external;
    function warp(uint256 timestamp) external;
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
